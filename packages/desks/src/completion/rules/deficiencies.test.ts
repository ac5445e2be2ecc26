/** Every deficiency rule: it has source, dates and cases, and its cases hold. */
import { inForce, problemsOf, zoneOf } from '@charthouse/rulebook';
import { describe, expect, test } from 'vitest';
import { deficiencyRules } from './deficiencies/index.ts';
import { chartOf, localTime } from './deficiency-case.ts';
import { deficiencyTypes } from './deficiency-types.ts';
import { evaluate } from './evaluate.ts';
import type { Finding } from './finding.ts';

const zone = zoneOf('America/Chicago');

function told({ due, incurable }: Finding): string {
  if (due === undefined) return '-';
  const start = zone.startOf(zone.dayOf(due));
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Chicago', hour: '2-digit', minute: '2-digit' });
  expect(start).toBeLessThanOrEqual(due);
  return `${incurable ? 'late ' : ''}${zone.dayOf(due)} ${clock.format(due)}`;
}

test('each has citation, link, effective date, explanation and cases; versions do not overlap', () => {
  expect(problemsOf(deficiencyRules)).toEqual([]);
  for (const { id, cases } of deficiencyRules) {
    expect(
      cases.some(({ expect: due }) => due.length > 0),
      `${id}: a case that finds`,
    ).toBe(true);
    expect(
      cases.some(({ expect: due }) => due.length === 0),
      `${id}: a case that is silent`,
    ).toBe(true);
  }
});

test('every type of deficiency has a rule, and every rule a type', () => {
  const types = deficiencyTypes.map(({ code }) => code).sort();
  expect([...new Set(deficiencyRules.map(({ type }) => type))].sort()).toEqual(types);
});

describe.each(deficiencyRules.map((rule) => [`${rule.id} from ${rule.effective.from}`, rule] as const))(
  '%s',
  (_, rule) => {
    test.each(rule.cases.map((one) => [one.says, one] as const))('%s', (_says, { given, expect: due }) => {
      const chart = chartOf(given);
      const rules = inForce(deficiencyRules, [], given.admitted.slice(0, 10)).filter((one) => one.rule === rule);
      expect(rules).toHaveLength(1);
      expect(evaluate(chart, rules, localTime(given.now)).map(told).sort()).toEqual([...due]);
    });
  },
);
