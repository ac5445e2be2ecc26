/** Findings and techniques of an operation in a surgery centre or a critical access hospital. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const operativeReportElsewhere: DeficiencyRule = {
  id: 'operative-report-elsewhere',
  title: 'Operative report of a surgery centre',
  type: 'operative-report',
  cites: cfr('42 CFR 416.47', '(b)(4)'),
  effective: { from: '1982-09-07' },
  where: { profiles: ['surgery-centre', 'critical-access-hospital'] },
  check: { kind: 'needs-document', on: 'surgery', document: ['operative-report', 'procedure-note'] },
  due: [{ after: 'surgery', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  severity: 'warn',
  explains: 'It is the only account of what was found and done.',
  cases: [
    {
      says: 'None after a day',
      given: {
        now: '2026-11-02 17:00',
        profile: 'surgery-centre',
        class: 'ambulatory',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00']],
      },
      expect: ['2026-11-02 14:00'],
    },
    {
      says: 'There',
      given: {
        now: '2026-11-02 17:00',
        profile: 'surgery-centre',
        class: 'ambulatory',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00']],
        documents: [['operative-report', '2026-11-01 16:00']],
      },
      expect: [],
    },
  ],
};
