/** A document lies in the chart of its own patient. */
import { house } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { always } from '../places.ts';

export const misfiledDocument: DeficiencyRule = {
  id: 'misfiled-document',
  title: 'Document filed where it belongs',
  type: 'misfiled-document',
  cites: house('Practice: at once', 'https://www.ecfr.gov/current/title-42/section-482.24'),
  effective: { from: always },
  check: { kind: 'document', flaw: 'misfiled' },
  due: [{ after: 'document', hours: 24 }],
  severity: 'stop',
  explains: 'Somebody may be treated for what another one has, and somebody’s privacy is broken.',
  cases: [
    {
      says: 'Of another patient',
      given: {
        now: '2026-11-03 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['consent', '2026-11-02 10:00', 'misfiled']],
      },
      expect: ['2026-11-03 10:00'],
    },
    {
      says: 'Where it belongs',
      given: { now: '2026-11-03 08:00', admitted: '2026-11-01 08:00', documents: [['consent', '2026-11-02 10:00']] },
      expect: [],
    },
  ],
};
