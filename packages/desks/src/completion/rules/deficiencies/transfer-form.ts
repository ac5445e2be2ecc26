/** What another house needs goes with the patient. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const transferForm: DeficiencyRule = {
  id: 'transfer-form',
  title: 'Transfer form',
  type: 'transfer-form',
  cites: house('42 CFR 482.43(b), its text not checked', 'https://www.ecfr.gov/current/title-42/section-482.43'),
  effective: { from: '2019-11-29' },
  where: { except: [{ profiles: ['clinic'] }] },
  check: { kind: 'needs-document', on: 'transfer', document: ['transfer-form'] },
  due: [{ after: 'transfer', hours: 24 }],
  dueIs: 'house',
  severity: 'warn',
  explains: 'The other house treats on it.',
  cases: [
    {
      says: 'None',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'snf',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-11-05 12:00'],
    },
    {
      says: 'Sent',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'snf',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['transfer-form', '2026-11-04 11:00']],
      },
      expect: [],
    },
  ],
};
