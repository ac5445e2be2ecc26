/** A physician certifies a stay of 20 days or more, no later than its 20th day. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const certificationOfNeed: DeficiencyRule = {
  id: 'certification-of-need',
  title: 'Certification of a long stay',
  type: 'certification-of-need',
  cites: house('42 CFR 424.13(b), its text not checked', 'https://www.ecfr.gov/current/title-42/section-424.13'),
  effective: { from: '2015-01-01' },
  where: { profiles: hospitals, classes: ['inpatient'], payers: ['medicare'], stayFrom: 480 },
  check: { kind: 'needs-document', on: 'admission', document: ['certification-of-need'] },
  due: [{ after: 'admission', days: 20 }],
  raised: 'when-overdue',
  severity: 'stop',
  explains: 'Medicare pays outliers and long stays only when a physician certified them in time.',
  cases: [
    {
      says: '21st day without it',
      given: { now: '2026-11-22 09:00', admitted: '2026-11-01 08:00', payers: ['medicare'] },
      expect: ['2026-11-21 23:59'],
    },
    {
      says: '19th day',
      given: { now: '2026-11-20 07:00', admitted: '2026-11-01 08:00', payers: ['medicare'] },
      expect: [],
    },
  ],
};
