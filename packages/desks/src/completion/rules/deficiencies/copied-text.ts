/** A note that is the very text of an earlier one says nothing of its day. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const copiedText: DeficiencyRule = {
  id: 'copied-text',
  title: 'Copied note',
  type: 'copied-text',
  cites: house('AHIMA: appropriate use of copy and paste', 'https://www.ahima.org'),
  effective: { from: always },
  check: {
    kind: 'document',
    flaw: 'copied',
    document: ['progress-note', 'history-and-physical', 'consultation-report', 'discharge-summary'],
  },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'inform',
  explains: 'Copied text carries old findings forward as if they were new.',
  cases: [
    {
      says: 'Wednesday\u2019s note is Tuesday\u2019s',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [
          ['progress-note', '2026-11-02 10:00', 'text A'],
          ['progress-note', '2026-11-03 10:00', 'text A'],
        ],
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'The same document filed twice',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [
          ['progress-note', '2026-11-02 10:00', 'text A'],
          ['progress-note', '2026-11-02 10:00', 'text A'],
        ],
      },
      expect: [],
    },
  ],
};
