/** Numbers of reports are counts of the rows behind them; what is in time is judged by the rules. */
import { inForce } from '@charthouse/rulebook';
import { expect, test } from 'vitest';
import { deficiencyRules } from '../deficiencies/index.ts';
import { chartOf } from '../deficiency-case.ts';
import { fields, states } from './fields.ts';
import { factsBehind, tabulate } from './report.ts';
import { reports } from './reports.ts';
import { timelinessOf } from './timeliness.ts';

const report = (id: string) => reports.find((one) => one.id === id)!;

test('ageing puts each deficiency into one band, and every number opens as many rows as it says', () => {
  const ages = [0, 30, 31, 60, 61, 90, 91, 400];
  const facts = ages.map((days, i) => ({ days, clinician: i % 2 ? 'Okafor' : 'Lindqvist', what: 'Summary' }));
  const ageing = report('ageing');
  const { rows, all } = tabulate(ageing, facts, 'clinician');
  expect(all.numbers).toEqual([2, 2, 2, 2, 8]);
  expect(rows).toEqual([
    { group: 'Lindqvist', numbers: [1, 1, 1, 1, 4] },
    { group: 'Okafor', numbers: [1, 1, 1, 1, 4] },
  ]);
  for (const [i, { id }] of ageing.measures.entries())
    expect(factsBehind(ageing, facts, { by: 'clinician', group: 'Okafor', measure: id })).toHaveLength(
      rows[1]!.numbers[i]!,
    );
});

test('a share is of what is due, of nothing it is nothing, and it opens what it is among', () => {
  const timeliness = report('timeliness');
  const facts = ['in-time', 'in-time', 'late'].map((state) => ({ state, what: 'Summary' }));
  expect(tabulate(timeliness, facts, 'what').all.numbers).toEqual([3, 2, 1, 0, 66.7]);
  expect(tabulate(timeliness, [], 'what').all.numbers).toEqual([0, 0, 0, 0, undefined]);
  expect(factsBehind(timeliness, facts, { by: 'what', measure: 'percent' })).toHaveLength(3);
});

test('an index counts a patient with two stays once', () => {
  const stay = (encounter: string, patientReference: string) => ({ encounter, patientReference, diagnosis: 'I10' });
  const facts = [stay('1', 'a'), stay('2', 'a'), stay('3', 'b'), stay('3', 'b')];
  expect(tabulate(report('disease-index'), facts, 'diagnosis').all.numbers).toEqual([3, 2]);
});

test('every report has words for its fields and its formula in both languages', () => {
  for (const { id, title, formula, by, fields: shown, measures } of reports) {
    for (const said of [title, formula, ...measures.map((one) => one.title)])
      expect(said.en && said.es, id).toBeTruthy();
    for (const field of [...by, ...shown]) expect(fields[field], `${id} ${field}`).toBeDefined();
  }
  expect(states['in-time']!.es).toBe('a tiempo');
});

test('a history in time, a summary that is late and a verbal order that nobody signed', () => {
  const chart = chartOf({
    now: '2026-06-01 00:00',
    ...{ admitted: '2026-03-02 08:00', discharged: '2026-03-05 12:00' },
    documents: [
      ['history-and-physical', '2026-03-02 10:00'],
      ['discharge-summary', '2026-04-20 10:00'],
    ],
    orders: [['consultation', '2026-03-02 09:00', 'verbal']],
  });
  const rules = inForce(deficiencyRules, [], '2026-03-02');
  const told = timelinessOf(chart, rules, Date.UTC(2026, 5, 1));
  expect(Object.fromEntries(told.map(({ type, state }) => [type, state]))).toEqual({
    'history-and-physical': 'in-time',
    'discharge-summary': 'late',
    'unsigned-verbal-order': 'missing',
  });
  expect(timelinessOf(chart, rules, Date.UTC(2026, 2, 20)).map(({ type }) => type)).not.toContain('discharge-summary');
});
