import { expect, test } from 'vitest';
import type { Desk } from './desk.ts';
import { houseDesks } from './desks/index.ts';
import { houseKernel, kernelOf } from './kernel.ts';
import { placementOf, placeOf, tagOf, withPlacement } from './place.ts';
import { noRules, type PlacementRule } from './placement-rule.ts';
import { problemsOfDesks } from './problems-of-desk.ts';
import { taskSystem, worklistSystem } from './worklist.ts';

const task = (code: string, more = {}) => ({
  ...{ resourceType: 'Task', status: 'requested', code: { coding: [{ system: taskSystem, code }] } },
  ...more,
});
const rule = (id: string, more: Partial<PlacementRule>): PlacementRule => ({
  ...{ id, title: id, when: [], to: 'administration/unplaced' },
  ...more,
});

test('the desks of the house fit together', () => {
  expect(problemsOfDesks(houseDesks)).toEqual([]);
});

test('what does not fit together is said', () => {
  const [mine] = houseDesks as [Desk];
  const other: Desk = {
    ...{
      id: 'mine',
      lists: [{ ...mine.lists[0]!, id: 'other/list', takes: ['nobody-does'] }],
      machines: mine.machines,
    },
    ...{ rules: [rule('lost', { to: 'no/where' })], words: mine.words },
  };
  expect(problemsOfDesks([mine, other])).toEqual([
    'There are two of the desk mine.',
    'There are two of the code of a task to-do.',
    'The rule lost places tasks in no/where, which is no list.',
    'No machine rules nobody-does, which a list takes.',
    ...Array.from({ length: 2 }, (_, at) => [
      'The list other/list is not below its desk, mine.',
      `other/list has no words in ${['en', 'es'][at]}.`,
    ]).flat(),
  ]);
});

test('the first rule that fits places a task; else the list that takes its kind; else the list of what has no place', () => {
  const first = rule('urgent first', { when: [{ field: 'priority', test: 'is', values: ['urgent'] }] });
  const rules = { version: 3, rules: [first, rule('all', { to: 'quality/invalid-records' })] };
  expect(placeOf(task('to-do', { priority: 'urgent' }), houseKernel, rules)).toEqual({
    ...{ list: 'administration/unplaced', rule: first, version: 3 },
  });
  expect(placeOf(task('to-do'), houseKernel, rules).rule?.id).toBe('all');
  expect(placeOf(task('fix-stored-record'), houseKernel, noRules)).toEqual({ list: 'quality/invalid-records' });
  expect(placeOf(task('unheard-of'), houseKernel, noRules)).toEqual({ list: 'administration/unplaced' });
});

test('a rule that is off places nothing', () => {
  const rules = { version: 1, rules: [rule('all', { off: true })] };
  expect(placeOf(task('fix-stored-record'), houseKernel, rules)).toEqual({ list: 'quality/invalid-records' });
});

test('rules of a desk come after those of the manager, and a rule to a list that is not mounted is passed over', () => {
  const own = rule('of the desk', { to: 'quality/invalid-records' });
  const kernel = kernelOf([...houseDesks, { ...houseDesks[0]!, id: 'x', lists: [], machines: [], rules: [own] }]);
  const gone = { version: 1, rules: [rule('gone', { to: 'no/where' })] };
  expect(placeOf(task('to-do'), kernel, gone)).toEqual({ list: 'quality/invalid-records', rule: own });
});

test('a condition asks what it says', () => {
  const lab = task('to-do', {
    description: 'Observation/17 has no CODE',
    focus: { reference: 'Observation/17' },
    input: [{ type: { text: 'feed' }, valueString: 'lab-east' }],
    performerType: [{ coding: [{ code: 'technician' }] }],
  });
  const fits = (field: string, test: string, ...values: string[]) =>
    placeOf(lab, houseKernel, {
      version: 1,
      rules: [rule('one', { when: [{ field, test, values } as PlacementRule['when'][number]] })],
    }).rule !== undefined;
  expect(fits('description', 'has', 'no code')).toBe(true);
  expect(fits('description', 'is', 'no code')).toBe(false);
  expect(fits('about', 'is', 'Condition', 'Observation')).toBe(true);
  expect(fits('input', 'is', 'LAB-EAST')).toBe(true);
  expect(fits('performer', 'not', 'coder')).toBe(true);
  expect(fits('priority', 'is', 'routine')).toBe(true);
});

test('a task says which rule put it into its list, and has one place only', () => {
  const placed = withPlacement(task('to-do', { meta: { tag: [{ code: 'other' }] } }), tagOf({ list: 'a/b' }));
  const again = withPlacement(placed, tagOf({ list: 'c/d', rule: rule('r', { title: 'Late ones' }), version: 2 }));
  expect(placementOf(again)).toEqual({ system: worklistSystem, code: 'c/d', version: '2', display: 'Late ones' });
  expect(again).toMatchObject({ meta: { tag: [{ code: 'other' }, { code: 'c/d' }] } });
});
