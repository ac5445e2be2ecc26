/** Report and operation agree about the side. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const conflictingText: DeficiencyRule = {
  id: 'conflicting-text',
  title: 'Sides agree',
  type: 'conflicting-text',
  cites: house('Practice: laterality is checked', 'https://www.jointcommission.org/standards/universal-protocol/'),
  effective: { from: always },
  check: { kind: 'sides' },
  due: [{ after: 'document', hours: 24 }],
  severity: 'stop',
  explains: 'A wrong side in the record becomes a wrong side in the next operation.',
  cases: [
    {
      says: 'The report says left, the operation was right',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00', '2026-11-01 15:00', 'right']],
        documents: [['operative-report', '2026-11-01 16:00', 'side left', 'about Event/0']],
      },
      expect: ['2026-11-02 16:00'],
    },
    {
      says: 'They agree',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00', '2026-11-01 15:00', 'right']],
        documents: [['operative-report', '2026-11-01 16:00', 'side right', 'about Event/0']],
      },
      expect: [],
    },
  ],
};
