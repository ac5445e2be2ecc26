/** Bylaws that want the summary a day after discharge. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const dischargeSummaryIn24Hours: DeficiencyRule = {
  id: 'discharge-summary-in-24-hours',
  title: 'Discharge summary within 24 hours (bylaws)',
  type: 'discharge-summary',
  cites: house('Bylaws of some hospitals', 'https://www.ecfr.gov/current/title-42/section-482.22'),
  effective: { from: always },
  where: {
    classes: ['inpatient'],
    bylaws: ['summary-in-24-hours'],
    except: [{ bylaws: ['final-note-for-short-stays'], stayBelow: 48 }, { dispositions: ['exp'] }],
  },
  check: { kind: 'needs-document', on: 'discharge', document: ['discharge-summary'], daysBefore: 2 },
  due: [{ after: 'discharge', hours: 24 }],
  severity: 'warn',
  explains: 'Whoever treats the patient next depends on it.',
  cases: [
    {
      says: 'Missing at discharge, due a day later',
      given: {
        now: '2026-11-05 08:00',
        bylaws: ['summary-in-24-hours'],
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-11-05 12:00'],
    },
    {
      says: 'Other bylaws',
      given: { now: '2026-11-05 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-04 12:00' },
      expect: [],
    },
  ],
};
