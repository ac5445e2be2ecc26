/** Who is in observation for more than 24 hours is told within 36 hours that this is no inpatient stay. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const observationNotice: DeficiencyRule = {
  id: 'observation-notice',
  title: 'Medicare Outpatient Observation Notice',
  type: 'observation-notice',
  cites: cfr('42 CFR 489.20', '(y)'),
  effective: { from: '2017-03-08' },
  where: { classes: ['observation'], payers: ['medicare'], stayFrom: 24 },
  check: { kind: 'needs-document', on: 'observation', document: ['observation-notice'] },
  due: [{ after: 'start of observation', hours: 36 }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'It decides what the patient pays, and whether a nursing facility is paid for.',
  cases: [
    {
      says: '37 hours',
      given: { now: '2026-11-02 21:00', class: 'observation', admitted: '2026-11-01 08:00', payers: ['medicare'] },
      expect: ['2026-11-02 20:00'],
    },
    {
      says: 'Left after 20 hours',
      given: {
        now: '2026-11-05 21:00',
        class: 'observation',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-02 04:00',
        payers: ['medicare'],
      },
      expect: [],
    },
  ],
};
