/** Tissue that was sent has its report. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const pathologyReport: DeficiencyRule = {
  id: 'pathology-report',
  title: 'Pathology report',
  type: 'pathology-report',
  cites: house('Practice: two to seven days', 'https://www.ecfr.gov/current/title-42/section-482.27'),
  effective: { from: always },
  check: { kind: 'needs-document', on: 'specimen', document: ['pathology-report'], daysBefore: 0 },
  due: [{ after: 'specimen', days: 7 }],
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'A diagnosis may hang on it.',
  cases: [
    {
      says: 'Eight days later',
      given: { now: '2026-11-09 08:00', admitted: '2026-11-01 08:00', events: [['specimen', '2026-11-01 14:00']] },
      expect: ['2026-11-08 23:59'],
    },
    {
      says: 'Reported',
      given: {
        now: '2026-11-09 08:00',
        admitted: '2026-11-01 08:00',
        events: [['specimen', '2026-11-01 14:00']],
        documents: [['pathology-report', '2026-11-04 14:00']],
      },
      expect: [],
    },
  ],
};
