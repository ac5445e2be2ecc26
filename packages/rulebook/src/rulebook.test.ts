/** Rules in force, where they hold, and when things are due. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cfr,
  daysAfter,
  dueAt,
  dueInWords,
  holds,
  inForce,
  overrideProblems,
  problemsOf,
  type Rule,
  type Setting,
  zoneOf,
} from './index.ts';

const rule = (change: Partial<Rule> = {}): Rule => ({
  id: 'history',
  title: 'History',
  cites: cfr('42 CFR 482.24', '(c)(4)(i)(A)'),
  effective: { from: '2007-01-26' },
  due: [{ after: 'admission', hours: 24 }],
  severity: 'warn',
  explains: 'It is read before surgery.',
  cases: [{ says: 'it is missing', given: {}, expect: [] }],
  ...change,
});

const setting: Setting = {
  profile: 'acute',
  country: 'US',
  class: 'inpatient',
  bylaws: [],
  payers: [],
  stay: 50,
  isOver: true,
};

test('the day of the encounter picks the version', () => {
  const versions = [rule({ effective: { from: '1986-06-17', to: '2007-01-25' }, due: [] }), rule()];
  const dueOn = (day: string) => inForce(versions, [], day).map((one) => one.rule.due.length);
  expect([dueOn('1980-01-01'), dueOn('2007-01-25'), dueOn('2007-01-26')]).toEqual([[], [0], [1]]);
});

test('a hospital switches a rule off and changes its due date for a time, and it is told who did', () => {
  const by = { rule: 'history', by: 'Records committee', reason: 'Bylaws 4.2' };
  const off = { ...by, effective: { from: '2026-01-01', to: '2026-01-31' }, off: true as const };
  const sooner = { ...by, effective: { from: '2026-02-01' }, due: [{ after: 'admission', hours: 12 }] };
  const on = (day: string) => inForce([rule()], [off, sooner], day);
  expect(on('2025-12-31')[0]).toMatchObject({ rule: { due: [{ hours: 24 }] } });
  expect(on('2026-01-15')).toEqual([]);
  expect(on('2026-02-01')[0]).toMatchObject({ rule: { due: [{ hours: 12 }] }, override: { by: 'Records committee' } });
});

test('a rule without source, link, date or case is told, and so are two versions of one day', () => {
  const bad = rule({ cites: { text: '', url: 'here', weight: 'house' }, effective: { from: '2026-02-30' }, cases: [] });
  expect(problemsOf([bad]).join()).toMatch(/no citation.*no link.*no day such as.*no case/);
  expect(problemsOf([rule(), rule({ effective: { from: '2020-01-01' } })])).toEqual([
    'history: two versions hold on 2020-01-01',
  ]);
  expect(problemsOf([rule()])).toEqual([]);
  const nobody = { rule: 'other', by: ' ', reason: '', effective: { from: '2026-01-02', to: '2026-01-01' } };
  expect(overrideProblems([nobody], [rule()])).toHaveLength(5);
});

test('a rule holds where every one of its lists has the place, and none of its exceptions does', () => {
  expect(holds({ profiles: ['acute'], stayFrom: 48 }, setting)).toBe(true);
  expect(holds({ stayBelow: 48 }, setting)).toBe(false);
  expect(holds({ services: ['psychiatry'] }, setting)).toBe(false);
  expect(holds({ bylaws: ['summary-24h'] }, setting)).toBe(false);
  expect(holds({ except: [{ classes: ['inpatient'], stayBelow: 60 }] }, setting)).toBe(false);
  expect(holds({ except: [{ classes: ['inpatient'], stayBelow: 40 }] }, setting)).toBe(true);
});

const zone = zoneOf('America/New_York');
const discharged = (at: string) => (event: string) => (event === 'discharge' ? Date.parse(at) : undefined);

test('days end with the local day, across daylight saving and leap days', () => {
  const due = (at: string, days: number) =>
    new Date(dueAt([{ after: 'discharge', days }], discharged(at), zone)!).toISOString();
  expect(due('2026-10-15T12:00:00-04:00', 30)).toBe('2026-11-15T04:59:59.999Z'); // clocks went back on 1 November
  expect(due('2024-01-30T23:30:00-05:00', 30)).toBe('2024-03-01T04:59:59.999Z'); // 29 February
  expect(due('2026-02-10T00:00:00-05:00', 30)).toBe('2026-03-13T03:59:59.999Z'); // clocks went forward on 8 March
});

test('hours are those of the clock, the earliest term holds, and nothing is due before its event', () => {
  const admitted = Date.parse('2026-11-01T00:30:00-04:00');
  const timeOf = (event: string) => ({ admission: admitted, surgery: admitted + 3_600_000 })[event];
  expect(dueAt([{ after: 'admission', hours: 24 }], timeOf, zone)).toBe(admitted + 86_400_000);
  expect(dueAt([{ after: 'admission', hours: 24 }, { before: 'surgery' }], timeOf, zone)).toBe(admitted + 3_600_000);
  expect(dueAt([{ after: 'discharge', days: 30 }], timeOf, zone)).toBeUndefined();
  expect(dueInWords([{ after: 'admission', hours: 1 }, { before: 'surgery' }])).toBe(
    '1 hour after admission, or before surgery',
  );
});

const zones = [
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Pacific/Apia',
  'UTC',
];
const times = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });

test('a day that the place left out is over when the day before it is', () => {
  const samoa = zoneOf('Pacific/Apia'); // went over the date line after 2011-12-29
  expect(samoa.dayOf(samoa.endOf('2011-12-29'))).toBe('2011-12-29');
  expect(samoa.dayOf(samoa.endOf('2011-12-29') + 1)).toBe('2011-12-31');
  expect(samoa.endOf('2011-12-30')).toBe(samoa.endOf('2011-12-29'));
});

test('in every zone a moment lies within its day, days meet without a gap, and a due day is so many days later', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), times, fc.integer({ min: 0, max: 400 }), (name, time, days) => {
      const place = zoneOf(name);
      const day = place.dayOf(time);
      expect(place.startOf(day)).toBeLessThanOrEqual(time);
      expect(place.endOf(day)).toBeGreaterThanOrEqual(time);
      const due = dueAt([{ after: 'discharge', days }], () => time, place)!;
      const next = place.dayOf(due + 1);
      const missing = [daysAfter(day, days), daysAfter(day, days + 1)].includes('2011-12-30');
      if (name !== 'Pacific/Apia' || !missing)
        expect([place.dayOf(due), next]).toEqual([daysAfter(day, days), daysAfter(day, days + 1)]);
    }),
    { numRuns: 300 },
  );
});
