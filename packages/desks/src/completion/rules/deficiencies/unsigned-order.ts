/** Written orders are dated, timed and authenticated. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const unsignedOrder: DeficiencyRule = {
  id: 'unsigned-order',
  title: 'Order signed',
  type: 'unsigned-order',
  cites: cfr('42 CFR 482.24', '(c)(2)'),
  effective: { from: '1986-09-15' },
  check: { kind: 'order', mode: 'written' },
  due: [{ after: 'order', hours: 48 }],
  dueIs: 'house',
  severity: 'warn',
  explains: 'Nobody may act on an order of nobody.',
  cases: [
    {
      says: 'Not signed',
      given: {
        now: '2026-11-02 08:00',
        admitted: '2026-11-01 08:00',
        orders: [['medication', '2026-11-01 09:00', 'written']],
      },
      expect: ['2026-11-03 09:00'],
    },
    {
      says: 'Entered electronically',
      given: {
        now: '2026-11-02 08:00',
        admitted: '2026-11-01 08:00',
        orders: [['medication', '2026-11-01 09:00', 'electronic']],
      },
      expect: [],
    },
  ],
};
