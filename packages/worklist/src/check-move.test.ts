import { expect, test } from 'vitest';
import { openMoves, refusalsOf } from './check-move.ts';
import { houseKernel } from './kernel.ts';
import { review } from './machines/review.ts';
import { worklistSystem } from './worklist.ts';

const { machineOf } = houseKernel;
const system = 'https://charthouse.dev/fhir/CodeSystem/task';
const task = (status: string, more = {}) => ({
  resourceType: 'Task',
  status,
  code: { coding: [{ system, code: 'review-break-the-glass' }] },
  for: { reference: 'Patient/1' },
  ...more,
});
const officer = (permission: string) => permission === 'privacy.review';
const nobody = () => false;

test('a kind of task is known by its code', () => {
  expect(machineOf(task('requested'))).toBe(review);
  expect(machineOf({ code: { coding: [{ system: 'other', code: 'review-break-the-glass' }] } })).toBeUndefined();
  expect(machineOf({})).toBeUndefined();
});

test('a task begins where its kind begins', () => {
  expect(refusalsOf(review, { after: task('requested'), may: nobody })).toEqual([]);
  expect(refusalsOf(review, { after: task('completed'), may: officer })[0]?.words).toContain('begins as requested');
});

test('a move that the kind does not have is refused with those it has', () => {
  const [refusal] = refusalsOf(review, { before: task('requested'), after: task('completed'), may: officer });
  expect(refusal).toEqual({
    kind: 'business-rule',
    element: 'status',
    words: 'From requested a task of this kind becomes in-progress, on-hold.',
  });
});

test('an end is an end', () => {
  const refused = refusalsOf(review, { before: task('completed'), after: task('requested'), may: officer });
  expect(refused[0]?.words).toBe('The task is completed: that is an end.');
});

test('who lacks the permission is told which one it needs', () => {
  const after = task('in-progress', { owner: { display: 'Me' } });
  expect(refusalsOf(review, { before: task('requested'), after, may: nobody })).toEqual([
    { kind: 'forbidden', element: 'status', words: 'This move needs the permission privacy.review.' },
  ]);
});

test('what has to be given is asked for, and is enough', () => {
  const before = task('in-progress', { owner: { display: 'Me' } });
  const missing = refusalsOf(review, { before, after: { ...before, status: 'completed' }, may: officer });
  expect(missing.map(({ element }) => element)).toEqual(['output']);
  const output = [{ type: { text: 'finding' }, valueString: 'justified' }];
  expect(refusalsOf(review, { before, after: { ...before, status: 'completed', output }, may: officer })).toEqual([]);
  expect(
    refusalsOf(review, { before, after: { ...before, status: 'completed', output: [] }, may: officer }),
  ).toHaveLength(1);
});

test('what a task is about does not change under the hand', () => {
  const before = task('requested');
  const after = { ...before, for: { reference: 'Patient/2' } };
  expect(refusalsOf(review, { before, after, may: officer })[0]?.element).toBe('for');
});

test('the buttons of a task are the moves that its person may make', () => {
  expect(openMoves(review, 'in-progress', officer).map(({ id }) => id)).toEqual([
    ...['finish', 'pend', 'release', 'assign', 'route'],
  ]);
  expect(openMoves(review, 'in-progress', nobody).map(({ id }) => id)).toEqual(['release']);
});

test('whose a task is changes by giving it to somebody, by who may', () => {
  const before = task('requested');
  const after = { ...before, owner: { display: 'Bo' } };
  expect(refusalsOf(review, { before, after, may: officer })).toEqual([]);
  expect(refusalsOf(review, { before, after, may: nobody })[0]?.kind).toBe('forbidden');
  const ended = { ...before, status: 'completed' };
  expect(
    refusalsOf(review, { before: ended, after: { ...after, status: 'completed' }, may: officer })[0]?.element,
  ).toBe('owner');
});

test('a task goes to another list by a move as well', () => {
  const tagged = (code: string) => ({ meta: { tag: [{ system: worklistSystem, code }] } });
  const before = task('requested', tagged('a/b'));
  const after = { ...before, ...tagged('c/d') };
  expect(refusalsOf(review, { before, after, may: officer })).toEqual([]);
  expect(refusalsOf(review, { before, after, may: nobody })[0]?.element).toBe('meta.tag');
});

test('a move is taken back by who may make it, unless it is final', () => {
  const before = task('completed');
  const after = task('in-progress');
  expect(refusalsOf(review, { before, after, may: officer, isUndo: true })).toEqual([]);
  expect(refusalsOf(review, { before, after, may: nobody, isUndo: true })[0]?.kind).toBe('forbidden');
  const finals = { ...review, moves: review.moves.map((move) => ({ ...move, isFinal: true as const })) };
  expect(refusalsOf(finals, { before, after, may: officer, isUndo: true })[0]?.words).toContain('cannot be taken back');
});
