/** Every anaesthesia has its record. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const anaesthesiaRecord: DeficiencyRule = {
  id: 'anaesthesia-record',
  title: 'Anaesthesia record',
  type: 'anaesthesia-record',
  cites: cfr('42 CFR 482.52', '(b)(2)'),
  effective: { from: '1986-09-15' },
  check: { kind: 'needs-document', on: 'anaesthesia', document: ['anaesthesia-record'] },
  due: [{ after: 'anaesthesia', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'What was given and how the patient bore it.',
  cases: [
    {
      says: 'None after a day',
      given: {
        now: '2026-11-02 15:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40', '2026-11-01 14:50']],
      },
      expect: ['2026-11-02 14:50'],
    },
    {
      says: 'There',
      given: {
        now: '2026-11-02 15:00',
        admitted: '2026-11-01 08:00',
        events: [['anaesthesia', '2026-11-01 13:40', '2026-11-01 14:50']],
        documents: [['anaesthesia-record', '2026-11-01 14:55']],
      },
      expect: [],
    },
  ],
};
