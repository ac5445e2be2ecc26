/** Until 2007: no more than 7 days before or 48 hours after admission. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const historyAndPhysicalUntil2007: DeficiencyRule = {
  id: 'history-and-physical',
  title: 'History and physical within 48 hours of admission (until 2007)',
  type: 'history-and-physical',
  cites: cfr('42 CFR 482.22', '(c)(5)'),
  effective: { from: '1986-09-15', to: '2007-01-25' },
  where: { profiles: hospitals, classes: ['inpatient'] },
  check: { kind: 'needs-document', on: 'admission', document: ['history-and-physical'], daysBefore: 7 },
  due: [{ after: 'admission', hours: 48 }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'The text that held for stays before 26 January 2007.',
  cases: [
    {
      says: 'Missing 49 hours after admission in 2006',
      given: { now: '2006-11-03 09:00', admitted: '2006-11-01 08:00' },
      expect: ['2006-11-03 08:00'],
    },
    {
      says: 'Not yet due after 25 hours',
      given: { now: '2006-11-02 09:00', admitted: '2006-11-01 08:00' },
      expect: [],
    },
  ],
};
