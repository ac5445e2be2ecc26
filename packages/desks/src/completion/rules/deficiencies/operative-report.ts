/** An operative report is written or dictated at once after surgery; 24 hours is the usual house rule. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const operativeReport: DeficiencyRule = {
  id: 'operative-report',
  title: 'Operative report',
  type: 'operative-report',
  cites: cfr('42 CFR 482.51', '(b)(6)'),
  effective: { from: '1986-09-15' },
  where: { profiles: hospitals },
  check: { kind: 'needs-document', on: 'surgery', document: ['operative-report'] },
  due: [{ after: 'surgery', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'It is the only account of what was found and done.',
  cases: [
    {
      says: 'None',
      given: {
        now: '2026-11-02 17:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00', '2026-11-01 15:00']],
      },
      expect: ['2026-11-02 15:00'],
    },
    {
      says: 'Two operations, the report of the second is missing',
      given: {
        now: '2026-11-07 17:00',
        admitted: '2026-11-01 08:00',
        events: [
          ['surgery', '2026-11-01 14:00'],
          ['surgery', '2026-11-03 14:00'],
        ],
        documents: [['operative-report', '2026-11-01 16:00']],
      },
      expect: ['2026-11-04 14:00'],
    },
    {
      says: 'A report that names its operation counts for it, whenever it was written',
      given: {
        now: '2026-11-07 17:00',
        admitted: '2026-11-01 08:00',
        events: [
          ['surgery', '2026-11-01 14:00'],
          ['surgery', '2026-11-03 14:00'],
        ],
        documents: [
          ['operative-report', '2026-11-05 16:00', 'about Event/0'],
          ['operative-report', '2026-11-05 17:00', 'about Event/1'],
        ],
      },
      expect: [],
    },
  ],
};
