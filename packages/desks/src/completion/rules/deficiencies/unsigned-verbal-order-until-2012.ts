/** From 2007 to 2012 the regulation itself said 48 hours, where no state law did. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const unsignedVerbalOrderUntil2012: DeficiencyRule = {
  id: 'unsigned-verbal-order',
  title: 'Verbal order authenticated (2007 to 2012)',
  type: 'unsigned-verbal-order',
  cites: cfr('42 CFR 482.24', '(c)(1)(iii)'),
  effective: { from: '2007-01-26', to: '2012-07-15' },
  check: { kind: 'order', mode: 'verbal' },
  due: [{ after: 'order', hours: 48 }],
  severity: 'warn',
  explains: 'The text that held from 26 January 2007 to 15 July 2012.',
  cases: [
    {
      says: 'Not signed',
      given: {
        now: '2010-11-02 08:00',
        admitted: '2010-11-01 08:00',
        orders: [['medication', '2010-11-01 09:00', 'verbal']],
      },
      expect: ['2010-11-03 09:00'],
    },
    {
      says: 'Entered by the practitioner',
      given: {
        now: '2010-11-02 08:00',
        admitted: '2010-11-01 08:00',
        orders: [['medication', '2010-11-01 09:00', 'electronic']],
      },
      expect: [],
    },
  ],
};
