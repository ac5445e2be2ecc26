/** An autopsy has its final report. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const autopsyReport: DeficiencyRule = {
  id: 'autopsy-report',
  title: 'Autopsy report',
  type: 'autopsy-report',
  cites: house('Practice: 60 days', 'https://www.ecfr.gov/current/title-42/section-482.22'),
  effective: { from: always },
  check: { kind: 'needs-document', on: 'autopsy', document: ['autopsy-report'], daysBefore: 0 },
  due: [{ after: 'autopsy', days: 60 }],
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'It closes the question that was asked.',
  cases: [
    {
      says: 'After 61 days',
      given: {
        now: '2027-01-06 13:00',
        disposition: 'exp',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        events: [['autopsy', '2026-11-06 09:00']],
      },
      expect: ['2027-01-05 23:59'],
    },
    {
      says: 'After a month',
      given: {
        now: '2026-12-06 13:00',
        disposition: 'exp',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        events: [['autopsy', '2026-11-06 09:00']],
      },
      expect: [],
    },
  ],
};
