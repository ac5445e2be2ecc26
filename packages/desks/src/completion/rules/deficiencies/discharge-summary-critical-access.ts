/** A critical access hospital keeps a brief summary of the episode; when is for its policy. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const dischargeSummaryCriticalAccess: DeficiencyRule = {
  id: 'discharge-summary-critical-access',
  title: 'Summary of a stay at a critical access hospital',
  type: 'discharge-summary',
  cites: cfr('42 CFR 485.638', '(a)(4)(i)'),
  effective: { from: '1997-10-01' },
  where: { profiles: ['critical-access-hospital'], classes: ['inpatient'], except: [{ dispositions: ['exp'] }] },
  check: { kind: 'needs-document', on: 'discharge', document: ['discharge-summary'], daysBefore: 2 },
  due: [{ after: 'discharge', days: 30 }],
  dueIs: 'house',
  severity: 'warn',
  explains: 'Whoever treats the patient next depends on it.',
  cases: [
    {
      says: 'Missing at discharge',
      given: {
        now: '2026-11-05 08:00',
        profile: 'critical-access-hospital',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'Not of an acute hospital',
      given: { now: '2026-11-05 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-04 12:00' },
      expect: [],
    },
  ],
};
