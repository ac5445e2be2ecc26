/** Every visit to the emergency department has its record. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const emergencyRecord: DeficiencyRule = {
  id: 'emergency-record',
  title: 'Emergency record',
  type: 'emergency-record',
  cites: house('Practice: 24 to 72 hours', 'https://www.ecfr.gov/current/title-42/section-482.55'),
  effective: { from: always },
  where: { classes: ['emergency'], stayFrom: 0 },
  check: { kind: 'needs-document', on: 'emergency', document: ['emergency-record'] },
  due: [{ after: 'emergency', hours: 72 }],
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'Who sees the patient next needs to know what was done.',
  cases: [
    {
      says: 'Four days later',
      given: {
        now: '2026-11-05 21:00',
        class: 'emergency',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-01 12:00',
      },
      expect: ['2026-11-04 12:00'],
    },
    {
      says: 'The patient is still there',
      given: { now: '2026-11-01 09:00', class: 'emergency', admitted: '2026-11-01 08:00' },
      expect: [],
    },
    {
      says: 'Written',
      given: {
        now: '2026-11-05 21:00',
        class: 'emergency',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-01 12:00',
        documents: [['emergency-record', '2026-11-01 11:00']],
      },
      expect: [],
    },
  ],
};
