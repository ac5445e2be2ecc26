/** A video visit says where the patient was, how they were seen, and that they agreed. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const telehealthElements: DeficiencyRule = {
  id: 'telehealth-elements',
  title: 'Elements of a video visit',
  type: 'telehealth-elements',
  cites: house('Practice; state law varies', 'https://telehealth.hhs.gov/providers/telehealth-policy'),
  effective: { from: always },
  check: { kind: 'telehealth' },
  due: [{ after: 'telehealth', days: 7 }],
  severity: 'warn',
  explains: 'Payers and states ask for all three.',
  cases: [
    {
      says: 'No consent',
      given: {
        now: '2026-11-03 08:00',
        class: 'virtual',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-01 08:20',
        telehealth: ['place', 'modality'],
      },
      expect: ['2026-11-08 23:59'],
    },
    {
      says: 'Complete',
      given: {
        now: '2026-11-03 08:00',
        class: 'virtual',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-01 08:20',
        telehealth: ['place', 'modality', 'consent'],
      },
      expect: [],
    },
  ],
};
