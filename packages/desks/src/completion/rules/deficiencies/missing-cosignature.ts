/** Notes of who is in training are signed by who answers for them. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const missingCosignature: DeficiencyRule = {
  id: 'missing-cosignature',
  title: 'Cosignature',
  type: 'missing-cosignature',
  cites: house('Bylaws; 42 CFR 415.172 for payment', 'https://www.ecfr.gov/current/title-42/section-415.172'),
  effective: { from: always },
  check: {
    kind: 'document',
    flaw: 'cosignature',
    document: [
      'history-and-physical',
      'progress-note',
      'operative-report',
      'discharge-summary',
      'consultation-report',
      'psychiatric-evaluation',
    ],
  },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'warn',
  explains: 'Somebody with a licence answers for it.',
  cases: [
    {
      says: 'Signed by a resident alone',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['history-and-physical', '2026-11-01 10:00', 'trainee']],
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'Cosigned',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['history-and-physical', '2026-11-01 10:00', 'trainee', 'cosigned']],
      },
      expect: [],
    },
  ],
};
