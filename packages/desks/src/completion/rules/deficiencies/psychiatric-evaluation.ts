/** Each patient of a psychiatric hospital has a psychiatric evaluation within 60 hours of admission. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const psychiatricEvaluation: DeficiencyRule = {
  id: 'psychiatric-evaluation',
  title: 'Psychiatric evaluation within 60 hours',
  type: 'psychiatric-evaluation',
  cites: cfr('42 CFR 482.61', '(b)(1)'),
  effective: { from: '1986-09-15' },
  where: { profiles: ['psychiatric-hospital'], classes: ['inpatient'], except: [{ stayBelow: 60 }] },
  check: { kind: 'needs-document', on: 'admission', document: ['psychiatric-evaluation'] },
  due: [{ after: 'admission', hours: 60 }],
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'The plan of treatment rests on it.',
  cases: [
    {
      says: 'Missing 61 hours after admission',
      given: { now: '2026-11-03 21:00', profile: 'psychiatric-hospital', admitted: '2026-11-01 08:00' },
      expect: ['2026-11-03 20:00'],
    },
    {
      says: 'Clocks go back in the night: 60 hours are 60 hours',
      given: { now: '2026-11-03 21:00', profile: 'psychiatric-hospital', admitted: '2026-10-31 20:00' },
      expect: ['2026-11-03 07:00'],
    },
    {
      says: 'Written on the second day',
      given: {
        now: '2026-11-05 21:00',
        profile: 'psychiatric-hospital',
        admitted: '2026-11-01 08:00',
        documents: [['psychiatric-evaluation', '2026-11-02 10:00']],
      },
      expect: [],
    },
    {
      says: 'A medical stay',
      given: { now: '2026-11-05 21:00', service: 'medicine', admitted: '2026-11-01 08:00' },
      expect: [],
    },
  ],
};
