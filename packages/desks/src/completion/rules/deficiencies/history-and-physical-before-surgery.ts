/** Outpatient surgery: a history and physical of the last 30 days before it begins. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const historyAndPhysicalBeforeSurgery: DeficiencyRule = {
  id: 'history-and-physical-before-surgery',
  title: 'History and physical before outpatient surgery',
  type: 'history-and-physical',
  cites: cfr('42 CFR 482.51', '(b)(1)'),
  effective: { from: '2007-01-26' },
  where: { profiles: hospitals, classes: ['ambulatory', 'short-stay'] },
  check: { kind: 'needs-document', on: 'surgery', document: ['history-and-physical'], daysBefore: 30, until: 'event' },
  due: [{ before: 'start of surgery' }],
  curable: 'until-discharge',
  severity: 'stop',
  explains: 'Who operates rests on it.',
  cases: [
    {
      says: 'None in the 30 days before',
      given: {
        now: '2026-11-01 12:00',
        class: 'ambulatory',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 10:00']],
      },
      expect: ['2026-11-01 10:00'],
    },
    {
      says: 'One of last week',
      given: {
        now: '2026-11-01 12:00',
        class: 'ambulatory',
        admitted: '2026-11-01 08:00',
        documents: [['history-and-physical', '2026-10-25 08:00']],
        events: [['surgery', '2026-11-01 10:00']],
      },
      expect: [],
    },
  ],
};
