/** A scan can be read. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const scanQuality: DeficiencyRule = {
  id: 'scan-quality',
  title: 'Scan can be read',
  type: 'scan-quality',
  cites: cfr('42 CFR 482.24', '(c)(1)'),
  effective: { from: '1986-09-15' },
  check: { kind: 'document', flaw: 'unreadable' },
  due: [{ after: 'document', days: 7 }],
  dueIs: 'house',
  severity: 'warn',
  explains: 'Entries have to be legible.',
  cases: [
    {
      says: 'A black page',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['consent', '2026-11-02 10:00', 'unreadable']],
      },
      expect: ['2026-11-09 23:59'],
    },
    {
      says: 'A good scan',
      given: { now: '2026-11-03 08:00', admitted: '2026-11-01 08:00', documents: [['consent', '2026-11-02 10:00']] },
      expect: [],
    },
  ],
};
