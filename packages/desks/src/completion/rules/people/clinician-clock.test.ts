/** The clinician's clock decides about notices and suspension: it holds in every zone, over daylight saving, leap days, leave and transfers. */
import { daysAfter, zoneOf } from '@charthouse/rulebook';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClinicianWork, clinicianDue, lateDays } from './clinician-clock.ts';
import { noticesDue, type SentNotice } from './notices.ts';
import { ownershipOf } from './ownership.ts';
import { groundsOf, remaining, suspendedDays } from './suspensions.ts';

const day = 86_400_000;
const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'].map(
  zoneOf,
);
const zone = fc.constantFrom(...zones);
const time = fc.integer({ min: Date.parse('2019-01-01'), max: Date.parse('2032-01-01') });
const span = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 30 }));

const workAt = (due: number, more: Partial<ClinicianWork> = {}): ClinicianWork => ({
  ...{ task: 'Task/t', encounter: 'Encounter/e', type: 'discharge-summary', owner: 'Practitioner/p' },
  ...{ due, given: due - 30 * day, pauses: [], ...more },
});

test('nobody is late before it is due, before it was theirs, and leave never makes anybody later', () => {
  fc.assert(
    fc.property(zone, time, time, fc.array(span, { maxLength: 4 }), (place, due, now, spans) => {
      const pauses = spans.map(([from, length]) => ({ from: due + from * day, to: due + (from + length) * day }));
      const work = workAt(due, { given: due - 20 * day });
      const withLeave = { ...work, pauses };
      expect(clinicianDue(withLeave, now)).toBeGreaterThanOrEqual(due);
      expect(lateDays(withLeave, place, now)).toBeLessThanOrEqual(lateDays(work, place, now));
      if (now < due) expect(lateDays(withLeave, place, now)).toBeLessThanOrEqual(0);
      const later = { ...work, given: Math.max(due, now - day) };
      if (now > due) expect(lateDays(later, place, now)).toBeLessThanOrEqual(2);
    }),
  );
});

test('late days are those of the calendar: over daylight saving and the leap day as many as a person counts', () => {
  for (const place of zones)
    for (const first of ['2026-03-01', '2026-10-20', '2024-02-27', '2025-02-27']) {
      const due = place.endOf(first);
      for (const days of [0, 1, 3, 20])
        expect(lateDays(workAt(due), place, place.startOf(daysAfter(first, days))), `${place.name} ${first}`).toBe(
          days,
        );
    }
});

const levels = [0, 7, 14].map((afterDays) => ({ afterDays, title: '', text: '', channel: 'inbox' as const }));

test('notices come level by level with days between them, none twice, none during leave, and not to who had it before', () => {
  fc.assert(
    fc.property(time, fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), (due, steps) => {
      const sent: SentNotice[] = [];
      let now = due;
      for (const step of steps) {
        now += step * day;
        const found = noticesDue([workAt(due)], sent, { levels, gapDays: 3, zone: zones[0]!, now });
        for (const { practitioner, level, works } of found)
          sent.push({ practitioner, level, sent: now, tasks: works.map(({ task }) => task) });
      }
      expect(sent.map(({ level }) => level)).toEqual([1, 2, 3].slice(0, sent.length));
      for (const [i, one] of sent.entries())
        if (i > 0) expect(one.sent - sent[i - 1]!.sent).toBeGreaterThanOrEqual(3 * day);
      const open = { ...{ levels, gapDays: 3, zone: zones[0]! }, now: now + 90 * day };
      const onLeave = workAt(due, { pauses: [{ from: open.now - day }] });
      expect(noticesDue([onLeave], sent, open)).toEqual([]);
      const moved = workAt(due, { owner: 'Practitioner/q', given: open.now - 50 * day });
      expect(noticesDue([moved], sent, open).map(({ level }) => level)).toEqual([1]);
    }),
  );
});

const suspension = { afterLevel: 3, graceDays: 7, afterDays: 21, noticeDays: 3, exempt: '', tell: [] };
const judging = (now: number) => ({
  ...{ suspension, delinquentAfterDays: 30, zone: zones[0]!, now, gone: new Set<string>() },
});

test('a suspension can be proposed only of who is late in a delinquent record, was told in time, is here and has not left', () => {
  const due = Date.parse('2026-06-01T12:00:00Z');
  const now = due + 40 * day;
  const work = workAt(due, { discharged: due - 30 * day });
  const told = [{ practitioner: work.owner, level: 3, sent: now - 8 * day, tasks: [work.task] }];
  const of = (one: ClinicianWork, sent = told, at = judging(now)) => groundsOf([one], sent, at).length;
  expect(of(work)).toBe(1);
  expect(of(work, [])).toBe(0);
  expect(of(work, [{ ...told[0]!, sent: now - 6 * day }])).toBe(0);
  expect(of(work, [{ ...told[0]!, level: 2 }])).toBe(0);
  expect(of({ ...work, given: now - 10 * day })).toBe(0);
  expect(of({ ...work, pauses: [{ from: now - day }] })).toBe(0);
  expect(of({ ...work, pauses: [{ from: due, to: due + 30 * day }] })).toBe(0);
  expect(of({ ...work, discharged: now - 5 * day })).toBe(0);
  expect(of(work, told, { ...judging(now), gone: new Set([work.owner]) })).toBe(0);
});

test('a suspension ends when its grounds are completed or given to another, not when they are put aside or declined', () => {
  const left = (status: string, owner = 'Practitioner/p') => remaining([{ status, owner }], 'Practitioner/p').length;
  expect(['requested', 'in-progress', 'on-hold', 'rejected'].map((status) => left(status))).toEqual([1, 1, 1, 1]);
  expect(['completed', 'ready', 'cancelled', 'failed'].map((status) => left(status))).toEqual([0, 0, 0, 0]);
  expect(left('requested', 'Practitioner/q')).toBe(0);
});

test('days of suspension in a year are counted once, to the leap day', () => {
  const [place] = zones as [(typeof zones)[number]];
  const at = (text: string) => place.startOf(text) + 3_600_000;
  const count = (year: number, ...spans: [string, string?][]) =>
    suspendedDays(
      spans.map(([from, to]) => ({ from: at(from), ...(to && { to: at(to) }) })),
      year,
      { zone: place, now: at('2028-03-02') },
    );
  expect(count(2028, ['2028-02-28', '2028-03-01'])).toBe(3);
  expect(count(2027, ['2026-12-30', '2027-01-02'])).toBe(2);
  expect(count(2027, ['2027-03-01', '2027-03-10'], ['2027-03-05', '2027-03-12'])).toBe(12);
  expect(count(2028, ['2028-03-01'])).toBe(2);
});

test('whose it is, and since when, is read from versions: given, waiting, taken on, given to another', () => {
  const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const version = (on: string, status: string, owner: string) => ({
    ...{
      status,
      owner: { reference: owner },
      meta: { lastUpdated: `${on}T00:00:00Z` },
      authoredOn: '2026-01-01T00:00:00Z',
    },
  });
  const first = version('2026-01-02', 'requested', 'Practitioner/p');
  const waits = version('2026-01-10', 'on-hold', 'Practitioner/p');
  const again = version('2026-01-15', 'requested', 'Practitioner/p');
  const moved = version('2026-01-20', 'requested', 'Practitioner/q');
  expect(ownershipOf([first])).toEqual({ given: at('2026-01-01'), pauses: [] });
  expect(ownershipOf([again, waits, first]).pauses).toEqual([{ from: at('2026-01-10'), to: at('2026-01-15') }]);
  expect(ownershipOf([moved, again, waits, first])).toEqual({ given: at('2026-01-20'), pauses: [] });
});
