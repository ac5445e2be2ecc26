/** Results of consultations are in the record; how soon is a house rule. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const consultationReport: DeficiencyRule = {
  id: 'consultation-report',
  title: 'Consultation report',
  type: 'consultation-report',
  cites: cfr('42 CFR 482.24', '(c)(4)(iii)'),
  effective: { from: '1986-09-15' },
  where: { classes: ['inpatient', 'observation'] },
  check: { kind: 'needs-document', on: 'consultation', document: ['consultation-report'] },
  due: [{ after: 'consultation', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'Whoever asked waits for the answer.',
  cases: [
    {
      says: 'Asked for two days ago',
      given: { now: '2026-11-03 10:00', admitted: '2026-11-01 08:00', events: [['consultation', '2026-11-01 09:00']] },
      expect: ['2026-11-02 09:00'],
    },
    {
      says: 'Two consultations, one report',
      given: {
        now: '2026-11-05 10:00',
        admitted: '2026-11-01 08:00',
        events: [
          ['consultation', '2026-11-01 09:00'],
          ['consultation', '2026-11-03 09:00'],
        ],
        documents: [['consultation-report', '2026-11-01 15:00']],
      },
      expect: ['2026-11-04 09:00'],
    },
    {
      says: 'Answered',
      given: {
        now: '2026-11-03 10:00',
        admitted: '2026-11-01 08:00',
        events: [['consultation', '2026-11-01 09:00']],
        documents: [['consultation-report', '2026-11-01 15:00']],
      },
      expect: [],
    },
  ],
};
