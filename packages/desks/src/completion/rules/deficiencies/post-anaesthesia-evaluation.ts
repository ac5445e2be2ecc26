/** An evaluation no later than 48 hours after anaesthesia. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const postAnaesthesiaEvaluation: DeficiencyRule = {
  id: 'post-anaesthesia-evaluation',
  title: 'Evaluation within 48 hours after anaesthesia',
  type: 'post-anaesthesia-evaluation',
  cites: cfr('42 CFR 482.52', '(b)(3)'),
  effective: { from: '2007-01-26' },
  where: { profiles: hospitals },
  check: { kind: 'needs-document', on: 'anaesthesia', document: ['post-anaesthesia-evaluation'], daysBefore: 0 },
  due: [{ after: 'anaesthesia', hours: 48 }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'It finds what anaesthesia left behind.',
  cases: [
    {
      says: 'None after 49 hours',
      given: {
        now: '2026-11-03 16:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40', '2026-11-01 14:50']],
      },
      expect: ['2026-11-03 14:50'],
    },
    {
      says: 'Not yet due',
      given: {
        now: '2026-11-03 14:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40', '2026-11-01 14:50']],
      },
      expect: [],
    },
    {
      says: 'Written in the recovery room',
      given: {
        now: '2026-11-03 16:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40', '2026-11-01 14:50']],
        documents: [['post-anaesthesia-evaluation', '2026-11-01 16:00']],
      },
      expect: [],
    },
  ],
};
