/** A death has a note with its time and circumstances. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const deathNote: DeficiencyRule = {
  id: 'death-note',
  title: 'Death note',
  type: 'death-note',
  cites: cfr('42 CFR 482.24', '(c)(4)(vii)'),
  effective: { from: '1986-09-15' },
  check: { kind: 'needs-document', on: 'death', document: ['death-note', 'discharge-summary'] },
  due: [{ after: 'death', days: 30 }],
  severity: 'warn',
  explains: 'The outcome of the stay belongs into the record.',
  cases: [
    {
      says: 'None',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'exp',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'Written',
      given: {
        now: '2026-11-05 13:00',
        disposition: 'exp',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['death-note', '2026-11-04 12:30']],
      },
      expect: [],
    },
  ],
};
