/** Who goes home has instructions. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const dischargeInstructions: DeficiencyRule = {
  id: 'discharge-instructions',
  title: 'Discharge instructions',
  type: 'discharge-instructions',
  cites: house(
    'Practice; for critical access hospitals 42 CFR 485.638(a)(4)(i)',
    'https://www.ecfr.gov/current/title-42/section-485.638',
  ),
  effective: { from: always },
  where: { classes: ['inpatient', 'observation'], dispositions: ['home', 'alt-home'] },
  check: { kind: 'needs-document', on: 'discharge', document: ['discharge-instructions'], daysBefore: 2 },
  due: [{ after: 'discharge', hours: 24 }],
  severity: 'warn',
  explains: 'The patient has to know what to take and when to come back.',
  cases: [
    {
      says: 'None',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'home',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-11-05 12:00'],
    },
    {
      says: 'Given',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'home',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['discharge-instructions', '2026-11-04 11:00']],
      },
      expect: [],
    },
    {
      says: 'Who died has none',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'exp',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: [],
    },
  ],
};
