/** The final diagnosis, within 30 days of discharge. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const missingDiagnosis: DeficiencyRule = {
  id: 'missing-diagnosis',
  title: 'Final diagnosis',
  type: 'missing-diagnosis',
  cites: cfr('42 CFR 482.24', '(c)(4)(viii)'),
  effective: { from: '1986-09-15' },
  where: { classes: ['inpatient', 'observation', 'emergency', 'ambulatory', 'virtual', 'short-stay'] },
  check: { kind: 'diagnosis' },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'warn',
  explains: 'The stay can be neither coded nor counted without it.',
  cases: [
    {
      says: 'None',
      given: { now: '2026-11-05 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-04 12:00', diagnoses: 0 },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'One',
      given: { now: '2026-11-05 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-04 12:00' },
      expect: [],
    },
  ],
};
