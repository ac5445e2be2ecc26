import { expect, test } from 'vitest';
import { openMoves, refusalsOf } from './check-move.ts';
import { machineOf } from './machine-of.ts';
import { machines } from './machines/index.ts';
import { review } from './machines/review.ts';

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
  expect(openMoves(review, 'in-progress', officer).map(({ id }) => id)).toEqual(['finish', 'pend', 'release']);
  expect(openMoves(review, 'in-progress', nobody).map(({ id }) => id)).toEqual(['release']);
});

test.each(machines)(
  '$id: no code is ruled twice, no state is reached by nothing, and each has a way to an end',
  (machine) => {
    const codes = machines.flatMap((one) => one.codes);
    expect(new Set(codes).size).toBe(codes.length);
    const reached = new Set([...machine.starts, ...machine.moves.map(({ to }) => to)]);
    for (const { from } of machine.moves) for (const state of from) expect(reached).toContain(state);
    const ends = [...reached].filter((state) => !machine.moves.some(({ from }) => from.includes(state)));
    const finishing = machine.moves.filter(({ to }) => to === 'completed');
    expect(ends.length + finishing.length).toBeGreaterThan(0);
  },
);
