/** A discharge summary with outcome, disposition and follow-up; the record is complete 30 days after discharge. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const dischargeSummary: DeficiencyRule = {
  id: 'discharge-summary',
  title: 'Discharge summary',
  type: 'discharge-summary',
  cites: cfr('42 CFR 482.24', '(c)(4)(vii)'),
  effective: { from: '1986-09-15' },
  where: {
    profiles: hospitals,
    classes: ['inpatient'],
    except: [
      { bylaws: ['final-note-for-short-stays'], stayBelow: 48 },
      { bylaws: ['no-summary-for-well-newborns'], services: ['newborn'] },
      { bylaws: ['summary-in-24-hours'] },
      { dispositions: ['exp'] },
    ],
  },
  check: { kind: 'needs-document', on: 'discharge', document: ['discharge-summary'], daysBefore: 2 },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'warn',
  explains: 'Whoever treats the patient next depends on it.',
  cases: [
    {
      says: 'Missing at discharge, due in 30 days',
      given: { now: '2026-11-05 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-04 12:00' },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'In a leap year',
      given: { now: '2024-02-01 08:00', admitted: '2024-01-25 08:00', discharged: '2024-01-31 12:00' },
      expect: ['2024-03-01 23:59'],
    },
    {
      says: 'Written',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['discharge-summary', '2026-11-04 11:00']],
      },
      expect: [],
    },
    { says: 'In house', given: { now: '2026-11-05 08:00', admitted: '2026-11-01 08:00' }, expect: [] },
    {
      says: 'Bylaws ask for no summary of a well newborn',
      given: {
        now: '2026-11-05 08:00',
        bylaws: ['no-summary-for-well-newborns'],
        service: 'newborn',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: [],
    },
    {
      says: 'Who died has a death note instead',
      given: {
        now: '2026-11-05 08:00',
        disposition: 'exp',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: [],
    },
  ],
};
