import type { Task } from 'fhir/r4';
import { expect, test } from 'vitest';
import { effectOf, isBeyondAnybody, isCloseable, minutesOf, reopened } from './cases.ts';

const task = (more: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  intent: 'order',
  status: 'requested',
  ...more,
});
const output = [{ type: { coding: [{ code: 'committee-closure' }] }, valueString: '2026-11-20, item 4' }];

test('the committee closes what is open or not obtainable, each once', () => {
  expect(isCloseable(task())).toBe(true);
  expect(isCloseable(task({ status: 'failed' }))).toBe(true);
  expect(isCloseable(task({ status: 'failed', output }))).toBe(false);
  expect(isCloseable(task({ status: 'completed' }))).toBe(false);
});

test('what somebody can still complete is not proposed to the committee', () => {
  const note = {
    type: { coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/work-item-input', code: 'owner-note' }] },
  };
  expect(isBeyondAnybody(task())).toBe(false);
  expect(isBeyondAnybody(task({ input: [{ ...note, valueString: 'Practitioner/a has left.' }] }))).toBe(true);
  expect(isBeyondAnybody(task({ status: 'rejected' }))).toBe(true);
});

test('the effect counts charts once and says how many are late', () => {
  const due = { restriction: { period: { end: '2026-01-01T00:00:00Z' } } };
  const encounter = { reference: 'Encounter/e' };
  expect(effectOf([task({ encounter, ...due }), task({ encounter })], Date.parse('2026-02-01'))).toEqual({
    ...{ count: 2, charts: 1, late: 1 },
  });
});

test('a closure that is taken back leaves an open deficiency that can be closed again', () => {
  const closed = task({ status: 'failed', output });
  const again = { ...closed, ...reopened(closed, 'The author is back.') };
  expect(minutesOf(closed)).toBe('2026-11-20, item 4');
  expect(isCloseable(again)).toBe(true);
});
