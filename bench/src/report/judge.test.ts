import { expect, test } from 'vitest';
import { type Goal, goals } from '../goals.ts';
import type { Figure } from '../part.ts';
import { parts } from '../parts/index.ts';
import { judge } from './judge.ts';
import { markdown } from './markdown.ts';

const goal = (bound: Partial<Goal>): Goal => ({
  number: 1,
  sentence: 'It is fast',
  figure: 'a',
  of: 'value',
  ...bound,
});
const figure: Figure = { id: 'a', what: 'Answers', unit: '/s', value: 90, limit: 100, share: 0.9 };
const outcomes = (...all: Goal[]) => judge(all, [figure]).map(({ outcome }) => outcome);

test('a goal is met at its bound, missed beyond it', () => {
  expect(outcomes(goal({ atLeast: 90 }), goal({ atLeast: 91 }), goal({ atMost: 90 }), goal({ atMost: 89 }))).toEqual([
    'met',
    'missed',
    'met',
    'missed',
  ]);
  expect(outcomes(goal({ of: 'share', atLeast: 0.85 }), goal({ of: 'share', atLeast: 0.95 }))).toEqual([
    'met',
    'missed',
  ]);
});

test('a goal without a figure, or with one that is no number, was not measured', () => {
  expect(outcomes(goal({ figure: 'b', atLeast: 1 }))).toEqual(['not measured']);
  expect(judge([goal({ atLeast: 1 })], [{ ...figure, value: Number.NaN }])[0]?.outcome).toBe('not measured');
});

test('every goal has a bound, and every part names goals that exist or are growth', () => {
  expect(goals.filter(({ atLeast, atMost }) => atLeast === undefined && atMost === undefined)).toEqual([]);
  const numbers = new Set([...goals.map(({ number }) => number), 8]);
  expect(parts.flatMap((part) => part.goals).filter((number) => !numbers.has(number))).toEqual([]);
});

test('the report says what was reached, what was missed, and why a part was not measured', () => {
  const part = { name: 'reads', goals: [1], measures: 'Reads', limit: 'none', run: async () => [] };
  const surroundings = {
    date: '2026-11-22 12:00',
    commit: 'abc',
    machine: 'm',
    node: '24',
    postgres: '18',
    postgresSettings: [],
    data: 'd',
    dataSha256: 'e',
    quick: true,
  };
  const text = markdown({
    surroundings,
    parts: [
      { part, figures: [figure] },
      { part: { ...part, name: 'search' }, figures: [], failure: 'the server did not start' },
    ],
    verdicts: judge([goal({ of: 'share', atLeast: 0.95 }), goal({ figure: 'b', atLeast: 1 })], [figure]),
  });
  expect(text).toContain('| 1 | It is fast | 90 % | **missed** |');
  expect(text).toContain('| 1 | It is fast |  | not measured |');
  expect(text).toContain('| Answers | 90 /s | 100 /s | 90 % |');
  expect(text).toContain('Not measured: the server did not start');
  expect(text).toContain('A quick run');
});
