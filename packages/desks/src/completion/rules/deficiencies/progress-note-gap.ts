/** Every whole day of a stay has a progress note. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const progressNoteGap: DeficiencyRule = {
  id: 'progress-note-gap',
  title: 'Progress note of every day',
  type: 'progress-note-gap',
  cites: house('Practice: bylaws ask for a daily note', 'https://www.ecfr.gov/current/title-42/section-482.24'),
  effective: { from: always },
  where: { classes: ['inpatient'], except: [{ services: ['newborn'] }] },
  check: {
    kind: 'days-without',
    document: [
      'progress-note',
      'psychiatric-evaluation',
      'consultation-report',
      'operative-report',
      'final-progress-note',
      'history-and-physical',
      'discharge-summary',
    ],
  },
  due: [{ after: 'day', days: 1 }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'A day nobody wrote about is a day nobody can defend. It is not written weeks later.',
  cases: [
    {
      says: 'A day without a note',
      given: {
        now: '2026-11-04 09:00',
        admitted: '2026-11-01 08:00',
        documents: [['progress-note', '2026-11-03 10:00']],
      },
      expect: ['2026-11-03 23:59'],
    },
    {
      says: 'The day of admission and that of discharge need none',
      given: {
        now: '2026-11-09 09:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-03 10:00',
        documents: [['progress-note', '2026-11-02 10:00']],
      },
      expect: [],
    },
  ],
};
