/** Who leaves against advice signs, or it is written that they would not. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const againstAdviceForm: DeficiencyRule = {
  id: 'against-advice-form',
  title: 'Leaving against advice',
  type: 'against-advice-form',
  cites: house('Practice; 42 CFR 489.24(d)(3) for emergencies', 'https://www.ecfr.gov/current/title-42/section-489.24'),
  effective: { from: always },
  check: { kind: 'needs-document', on: 'against-advice', document: ['against-advice-form'] },
  due: [{ after: 'against-advice', hours: 24 }],
  severity: 'warn',
  explains: 'It shows that the risks were told.',
  cases: [
    {
      says: 'None',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'aadvice',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-11-05 12:00'],
    },
    {
      says: 'Went home',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'home',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: [],
    },
  ],
};
