/** A query is answered within 72 hours, after discharge within 48. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const unansweredQuery: DeficiencyRule = {
  id: 'unanswered-query',
  title: 'Query answered',
  type: 'unanswered-query',
  cites: house('ACDIS and AHIMA practice', 'https://acdis.org'),
  effective: { from: always },
  check: { kind: 'queries' },
  due: [{ after: 'query', hours: 72 }],
  severity: 'warn',
  explains: 'Coding and the severity of the stay wait for it.',
  cases: [
    {
      says: 'Asked a day ago',
      given: { now: '2026-11-03 08:00', admitted: '2026-11-01 08:00', queries: [['2026-11-02 08:00']] },
      expect: ['2026-11-05 08:00'],
    },
    {
      says: 'Answered',
      given: { now: '2026-11-03 08:00', admitted: '2026-11-01 08:00', queries: [['2026-11-02 08:00', 'answered']] },
      expect: [],
    },
  ],
};
