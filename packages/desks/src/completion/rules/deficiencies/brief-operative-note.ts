/** When the full report is not there at once, a brief note is, before the next level of care. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const briefOperativeNote: DeficiencyRule = {
  id: 'brief-operative-note',
  title: 'Brief operative note',
  type: 'brief-operative-note',
  cites: house(
    'Joint Commission RC.02.01.03, from knowledge',
    'https://www.jointcommission.org/standards/standard-faqs/',
  ),
  effective: { from: always },
  check: { kind: 'needs-document', on: 'surgery', document: ['brief-operative-note', 'operative-report'] },
  due: [{ after: 'surgery', hours: 1 }],
  dueIs: 'house',
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'The recovery room has to know what was done.',
  cases: [
    {
      says: 'Neither note nor report after two hours',
      given: {
        now: '2026-11-01 17:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00', '2026-11-01 15:00']],
      },
      expect: ['2026-11-01 16:00'],
    },
    {
      says: 'The full report is there',
      given: {
        now: '2026-11-01 17:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00', '2026-11-01 15:00']],
        documents: [['operative-report', '2026-11-01 15:30']],
      },
      expect: [],
    },
  ],
};
