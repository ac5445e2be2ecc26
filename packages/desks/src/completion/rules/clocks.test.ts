/** The clinician's clock stops for leave and waiting; the record's does not. */
import { daysAfter, zoneOf } from '@charthouse/rulebook';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeWith } from './clocks.ts';
import { delinquentCharts } from './delinquency.ts';

const hour = 3_600_000;

test('two weeks of leave do not count, nor does an hour of waiting within it count twice', () => {
  const leave = { from: 10 * hour, to: 346 * hour };
  expect(timeWith(0, [leave, { from: 20 * hour, to: 21 * hour }], 400 * hour)).toBe(64 * hour);
  expect(timeWith(0, [{ from: 300 * hour }], 400 * hour)).toBe(300 * hour);
});

const moment = fc.integer({ min: 0, max: 10_000 });
const span = fc
  .tuple(moment, fc.option(moment, { nil: undefined }))
  .map(([from, to]) => (to === undefined ? { from } : { from, to }));

test('it counts every moment that no pause covers, once, whatever the order of pauses', () => {
  fc.assert(
    fc.property(moment, fc.array(span, { maxLength: 5 }), moment, (since, pauses, now) => {
      let counted = 0;
      for (let at = since; at < now; at++) if (!pauses.some(({ from, to = now }) => from <= at && at < to)) counted++;
      expect(timeWith(since, pauses, now)).toBe(counted);
      expect(timeWith(since, pauses.toReversed(), now)).toBe(counted);
    }),
    { numRuns: 60 },
  );
});

test('work that passes to another clinician begins anew for them: nobody is late for what another one had', () => {
  fc.assert(
    fc.property(moment, moment, moment, (a, b, c) => {
      const [given = 0, passed = 0, now = 0] = [a, b, c].sort((x, y) => x - y);
      expect(timeWith(given, [], passed) + timeWith(passed, [], now)).toBe(timeWith(given, [], now));
    }),
  );
});

const zones = ['America/Chicago', 'America/Sao_Paulo', 'Europe/Lisbon', 'Australia/Lord_Howe', 'Asia/Kolkata'];

test('a chart is delinquent from the first moment of the local day after the last one it had, in every zone, and once', () => {
  const discharges = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2032, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...zones), discharges, fc.integer({ min: 1, max: 60 }), (name, discharged, days) => {
      const zone = zoneOf(name);
      const settings = { delinquentAfterDays: days, formula: 'quarter' as const };
      const open = ['a', 'b'].map((task) => ({ task, type: 'discharge-summary' }));
      const chart = { encounter: 'Encounter/e', discharged, open };
      const last = zone.endOf(daysAfter(zone.dayOf(discharged), days));
      expect(delinquentCharts([chart], { settings, zone, now: last })).toEqual([]);
      expect(delinquentCharts([chart], { settings, zone, now: last + 1 })).toMatchObject([{ days: days + 1 }]);
      expect(delinquentCharts([{ ...chart, open: [] }], { settings, zone, now: last + 1 })).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
