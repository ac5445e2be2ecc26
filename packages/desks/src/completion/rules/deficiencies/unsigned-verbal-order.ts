/** Verbal orders are authenticated promptly, by whoever gave them or another practitioner responsible for the patient. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const unsignedVerbalOrder: DeficiencyRule = {
  id: 'unsigned-verbal-order',
  title: 'Verbal order authenticated',
  type: 'unsigned-verbal-order',
  cites: cfr('42 CFR 482.24', '(c)(2)'),
  effective: { from: '2012-07-16' },
  check: { kind: 'order', mode: 'verbal' },
  due: [{ after: 'order', hours: 48 }],
  dueIs: 'house',
  severity: 'warn',
  explains:
    'What was heard may not be what was said. The law says promptly; 48 hours is what most states or policies say.',
  cases: [
    {
      says: 'Not signed',
      given: {
        now: '2026-11-02 08:00',
        admitted: '2026-11-01 08:00',
        orders: [['medication', '2026-11-01 09:00', 'verbal']],
      },
      expect: ['2026-11-03 09:00'],
    },
    {
      says: 'Signed',
      given: {
        now: '2026-11-02 08:00',
        admitted: '2026-11-01 08:00',
        orders: [['medication', '2026-11-01 09:00', 'verbal', 'signed']],
      },
      expect: [],
    },
  ],
};
