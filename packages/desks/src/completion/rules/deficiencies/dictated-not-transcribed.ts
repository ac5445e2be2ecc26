/** A recording becomes a text. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const dictatedNotTranscribed: DeficiencyRule = {
  id: 'dictated-not-transcribed',
  title: 'Dictation transcribed',
  type: 'dictated-not-transcribed',
  cites: house('Practice: 24 hours', 'https://www.ecfr.gov/current/title-42/section-482.24'),
  effective: { from: always },
  check: { kind: 'document', flaw: 'recording' },
  due: [{ after: 'document', hours: 24 }],
  severity: 'warn',
  explains: 'Nobody reads a recording.',
  cases: [
    {
      says: 'A recording without text',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['operative-report', '2026-11-02 10:00', 'recording']],
      },
      expect: ['2026-11-03 10:00'],
    },
    {
      says: 'A text',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['operative-report', '2026-11-02 10:00']],
      },
      expect: [],
    },
  ],
};
