/** An evaluation before anaesthesia, within 48 hours of surgery. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const preAnaesthesiaEvaluation: DeficiencyRule = {
  id: 'pre-anaesthesia-evaluation',
  title: 'Evaluation within 48 hours before anaesthesia',
  type: 'pre-anaesthesia-evaluation',
  cites: cfr('42 CFR 482.52', '(b)(1)'),
  effective: { from: '2007-01-26' },
  where: { profiles: hospitals },
  check: {
    kind: 'needs-document',
    on: 'anaesthesia',
    document: ['pre-anaesthesia-evaluation'],
    daysBefore: 2,
    until: 'event',
  },
  due: [{ before: 'start of anaesthesia' }],
  curable: 'until-discharge',
  severity: 'stop',
  explains: 'It finds what makes anaesthesia dangerous.',
  cases: [
    {
      says: 'None',
      given: {
        now: '2026-11-01 15:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40', '2026-11-01 14:50']],
      },
      expect: ['2026-11-01 13:40'],
    },
    {
      says: 'Of three days before',
      given: {
        now: '2026-11-01 15:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40']],
        documents: [['pre-anaesthesia-evaluation', '2026-10-29 10:00']],
      },
      expect: ['2026-11-01 13:40'],
    },
    {
      says: 'Of the evening before',
      given: {
        now: '2026-11-01 15:00',
        admitted: '2026-10-31 08:00',
        events: [['anaesthesia', '2026-11-01 13:40']],
        documents: [['pre-anaesthesia-evaluation', '2026-10-31 20:00']],
      },
      expect: [],
    },
  ],
};
