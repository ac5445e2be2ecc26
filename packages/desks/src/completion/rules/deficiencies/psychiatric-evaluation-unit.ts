/** The same in a psychiatric unit of another hospital. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const psychiatricEvaluationUnit: DeficiencyRule = {
  id: 'psychiatric-evaluation-unit',
  title: 'Psychiatric evaluation within 60 hours',
  type: 'psychiatric-evaluation',
  cites: house('42 CFR 412.27(c)(2)(i), its text not checked', 'https://www.ecfr.gov/current/title-42/section-412.27'),
  effective: { from: '1986-09-15' },
  where: {
    services: ['psychiatry'],
    classes: ['inpatient'],
    except: [{ profiles: ['psychiatric-hospital'] }, { stayBelow: 60 }],
  },
  check: { kind: 'needs-document', on: 'admission', document: ['psychiatric-evaluation'] },
  due: [{ after: 'admission', hours: 60 }],
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'The plan of treatment rests on it.',
  cases: [
    {
      says: 'Missing 61 hours after admission',
      given: { now: '2026-11-03 21:00', service: 'psychiatry', admitted: '2026-11-01 08:00' },
      expect: ['2026-11-03 20:00'],
    },
    {
      says: 'Clocks go back in the night: 60 hours are 60 hours',
      given: { now: '2026-11-03 21:00', service: 'psychiatry', admitted: '2026-10-31 20:00' },
      expect: ['2026-11-03 07:00'],
    },
    {
      says: 'Written on the second day',
      given: {
        now: '2026-11-05 21:00',
        service: 'psychiatry',
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
