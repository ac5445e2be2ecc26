/** Every entry is authenticated by whoever is responsible for it. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const unsignedDocument: DeficiencyRule = {
  id: 'unsigned-document',
  title: 'Document signed',
  type: 'unsigned-document',
  cites: cfr('42 CFR 482.24', '(c)(1)'),
  effective: { from: '1986-09-15' },
  where: { except: [{ profiles: ['rural-emergency-hospital'], states: ['TX'] }] },
  check: { kind: 'document', flaw: 'unsigned' },
  due: [{ after: 'discharge', days: 30 }],
  severity: 'warn',
  explains: 'An entry that nobody signed is nobody’s. CMS A-0450 wants an act of each author.',
  cases: [
    {
      says: 'A preliminary note after discharge',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['progress-note', '2026-11-02 10:00', 'unsigned']],
      },
      expect: ['2026-12-04 23:59'],
    },
    {
      says: 'In house it waits for its author, without a date',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['progress-note', '2026-11-02 10:00', 'unsigned']],
      },
      expect: ['-'],
    },
    {
      says: 'A source that does not say who signed is not blamed',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        discharged: '2026-11-04 12:00',
        documents: [['progress-note', '2026-11-02 10:00', 'unknown']],
      },
      expect: [],
    },
  ],
};
