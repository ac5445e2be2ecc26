/** An order for restraint is good for 4 hours; for 2 hours from 9 to 17 years, 1 hour below 9. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const restraintRenewal: DeficiencyRule = {
  id: 'restraint-renewal',
  title: 'Restraint order renewed',
  type: 'restraint-renewal',
  cites: cfr('42 CFR 482.13', '(e)(8)(i)'),
  effective: { from: '2007-01-08' },
  where: { profiles: hospitals },
  check: {
    kind: 'needs-renewal',
    on: 'restraint',
    order: 'restraint',
    hours: [{ below: 9, hours: 1 }, { below: 18, hours: 2 }, { hours: 4 }],
  },
  due: [{ after: 'lapse', hours: 0 }],
  curable: 'until-discharge',
  severity: 'stop',
  explains: 'Restraint without an order in force is not permitted.',
  cases: [
    {
      says: 'Six hours on one order',
      given: {
        now: '2026-11-01 18:00',
        admitted: '2026-11-01 08:00',
        events: [['restraint', '2026-11-01 10:00', '2026-11-01 16:00']],
        orders: [['restraint', '2026-11-01 10:00', 'electronic']],
      },
      expect: ['2026-11-01 14:00'],
    },
    {
      says: 'Renewed',
      given: {
        now: '2026-11-01 18:00',
        admitted: '2026-11-01 08:00',
        events: [['restraint', '2026-11-01 10:00', '2026-11-01 16:00']],
        orders: [
          ['restraint', '2026-11-01 10:00', 'electronic'],
          ['restraint', '2026-11-01 13:50', 'electronic'],
        ],
      },
      expect: [],
    },
    {
      says: 'A child of eight has one hour',
      given: {
        now: '2026-11-01 18:00',
        age: 8,
        admitted: '2026-11-01 08:00',
        events: [['restraint', '2026-11-01 10:00', '2026-11-01 12:00']],
        orders: [['restraint', '2026-11-01 10:00', 'electronic']],
      },
      expect: ['2026-11-01 11:00'],
    },
  ],
};
