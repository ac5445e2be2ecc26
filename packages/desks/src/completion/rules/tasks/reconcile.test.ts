/** Findings and the tasks there are: none twice, nobody's decision undone, work passes on. */
import type { Resource } from '@charthouse/fhir-model';
import { inForce } from '@charthouse/rulebook';
import { expect, test } from 'vitest';
import { deficiencyRules } from '../deficiencies/index.ts';
import { chartOf, localTime } from '../deficiency-case.ts';
import { evaluate } from '../evaluate.ts';
import { reconcile } from './reconcile.ts';

const now = '2026-11-03 09:00';
const lacking = chartOf({ now, admitted: '2026-11-01 08:00' });
const written = chartOf({
  now,
  admitted: '2026-11-01 08:00',
  documents: [['history-and-physical', '2026-11-01 09:00']],
});
const rules = inForce(deficiencyRules, [], '2026-11-01').filter(({ rule }) => rule.id === 'history-and-physical');
const context = { now: '2026-11-03T15:00:00.000Z', assigns: true };

function settle(chart: typeof lacking, tasks: readonly Resource[]) {
  return reconcile(evaluate(chart, rules, localTime(now)), tasks, { ...context, chart });
}

const made = (change: object = {}): Resource => ({ ...settle(lacking, []).creates[0]!, id: 't', ...change });

test('what is found is made once; found again, nothing is written', () => {
  expect(settle(lacking, []).creates).toHaveLength(1);
  expect(settle(lacking, [made()])).toEqual({ creates: [], updates: [] });
});

test('it passes to the next clinician while nobody gave it to somebody else, and their clock begins anew', () => {
  const next = { ...lacking, attending: 'Practitioner/next' };
  const [passed] = settle(next, [made({ executionPeriod: { start: '2026-11-02T00:00:00Z' } })]).updates;
  expect(passed).toMatchObject({ owner: { reference: 'Practitioner/next' }, executionPeriod: { start: context.now } });
  const account = { identifier: { system: 'urn:accounts', value: '7' } };
  for (const owner of [{ reference: 'Practitioner/chosen' }, account])
    expect(settle(next, [made({ owner })]).updates[0]?.owner).toEqual(owner);
});

test('what a person dismissed, or took for complete, stays so; what the record completed comes back without it', () => {
  const person = { statusReason: { text: 'an emergency' } };
  expect(settle(lacking, [made({ status: 'cancelled', ...person })]).updates).toEqual([]);
  const seen = [{ type: { text: 'seen on paper' }, valueString: 'volume 2' }];
  expect(settle(lacking, [made({ status: 'completed', output: seen })]).updates).toEqual([]);
  const [done] = settle(written, [made()]).updates;
  expect(done).toMatchObject({
    status: 'completed',
    output: [{ valueReference: { reference: 'DocumentReference/0' } }],
  });
  expect(settle(lacking, [done!]).updates).toMatchObject([{ status: 'requested' }]);
});

test('what a person made by hand is left alone', () => {
  const { identifier: _, ...own } = made();
  expect(settle(written, [own as Resource]).updates).toEqual([]);
});

test('a cancelled encounter ends its work with the reason, and nothing is found in it', () => {
  const cancelled = { ...lacking, status: 'cancelled' };
  expect(settle(cancelled, [made()]).updates).toMatchObject([
    { status: 'cancelled', statusReason: { coding: [{ code: 'no-longer-applies' }] } },
  ]);
});
