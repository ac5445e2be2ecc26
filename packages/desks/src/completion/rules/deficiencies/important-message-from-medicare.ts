/** Inpatients with Medicare are told their rights at discharge within two days of admission. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const importantMessageFromMedicare: DeficiencyRule = {
  id: 'important-message-from-medicare',
  title: 'Important Message from Medicare',
  type: 'important-message-from-medicare',
  cites: cfr('42 CFR 405.1205', '(b)(1)'),
  effective: { from: '2007-07-01' },
  where: { classes: ['inpatient'], payers: ['medicare'] },
  check: { kind: 'needs-document', on: 'admission', document: ['important-message-from-medicare'], daysBefore: 7 },
  due: [{ after: 'admission', days: 2 }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'The patient may ask for a review of the discharge only when told.',
  cases: [
    {
      says: 'Third day',
      given: { now: '2026-11-04 09:00', admitted: '2026-11-01 08:00', payers: ['medicare'] },
      expect: ['2026-11-03 23:59'],
    },
    {
      says: 'Second day',
      given: { now: '2026-11-03 09:00', admitted: '2026-11-01 08:00', payers: ['medicare'] },
      expect: [],
    },
    {
      says: 'Given',
      given: {
        now: '2026-11-04 09:00',
        admitted: '2026-11-01 08:00',
        payers: ['medicare'],
        documents: [['important-message-from-medicare', '2026-11-01 09:00']],
      },
      expect: [],
    },
  ],
};
