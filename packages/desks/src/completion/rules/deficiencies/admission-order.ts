/** Somebody is an inpatient by an order of a practitioner. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const admissionOrder: DeficiencyRule = {
  id: 'admission-order',
  title: 'Order for inpatient admission',
  type: 'admission-order',
  cites: house('42 CFR 412.3(a), its text not checked', 'https://www.ecfr.gov/current/title-42/section-412.3'),
  effective: { from: '2013-10-01' },
  where: { classes: ['inpatient'], payers: ['medicare'] },
  check: { kind: 'needs-order', on: 'admission', order: 'admission' },
  due: [{ after: 'admission', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  severity: 'warn',
  explains:
    'The stay is an inpatient stay by this order. Since October 2018 a missing one alone no longer refuses payment, but the stay has to be shown otherwise.',
  cases: [
    {
      says: 'No order for admission',
      given: { now: '2026-11-02 09:00', admitted: '2026-11-01 08:00', payers: ['medicare'] },
      expect: ['2026-11-02 08:00'],
    },
    {
      says: 'Ordered',
      given: {
        now: '2026-11-02 09:00',
        admitted: '2026-11-01 08:00',
        payers: ['medicare'],
        orders: [['admission', '2026-11-01 07:50', 'electronic']],
      },
      expect: [],
    },
    {
      says: 'Another payer',
      given: { now: '2026-11-02 09:00', admitted: '2026-11-01 08:00', payers: ['commercial'] },
      expect: [],
    },
  ],
};
