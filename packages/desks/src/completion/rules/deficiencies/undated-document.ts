/** Every entry is dated and timed. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const undatedDocument: DeficiencyRule = {
  id: 'undated-document',
  title: 'Document dated and timed',
  type: 'undated-document',
  cites: cfr('42 CFR 482.24', '(c)(1)'),
  effective: { from: '2007-01-26' },
  check: { kind: 'document', flaw: 'undated' },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'warn',
  explains: 'What happened when is what the record is for.',
  cases: [
    {
      says: 'A note with a day and no time',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['progress-note', '2026-11-02', 'untimed']],
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'A note with both',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['progress-note', '2026-11-02 10:00']],
      },
      expect: [],
    },
  ],
};
