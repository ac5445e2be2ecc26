/** Bylaws that take a final progress note for the summary of a stay below 48 hours. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const finalNoteOfShortStay: DeficiencyRule = {
  id: 'final-note-of-short-stay',
  title: 'Final note of a short stay (bylaws)',
  type: 'discharge-summary',
  cites: house('Bylaws of some hospitals', 'https://www.ecfr.gov/current/title-42/section-482.22'),
  effective: { from: always },
  where: {
    classes: ['inpatient'],
    bylaws: ['final-note-for-short-stays'],
    stayBelow: 48,
    except: [{ dispositions: ['exp'] }],
  },
  check: {
    kind: 'needs-document',
    on: 'discharge',
    document: ['discharge-summary', 'final-progress-note'],
    daysBefore: 2,
  },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'warn',
  explains: 'Whoever treats the patient next depends on it.',
  cases: [
    {
      says: 'Neither final note nor summary',
      given: {
        now: '2026-11-05 08:00',
        bylaws: ['final-note-for-short-stays'],
        admitted: '2026-11-03 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'A final note',
      given: {
        now: '2026-11-05 08:00',
        bylaws: ['final-note-for-short-stays'],
        admitted: '2026-11-03 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['final-progress-note', '2026-11-04 11:00']],
      },
      expect: [],
    },
    {
      says: 'A longer stay',
      given: {
        now: '2026-11-05 08:00',
        bylaws: ['final-note-for-short-stays'],
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: [],
    },
  ],
};
