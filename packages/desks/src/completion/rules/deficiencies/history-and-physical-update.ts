/** A history of the 30 days before admission needs an update within 24 hours, and before surgery. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const historyAndPhysicalUpdate: DeficiencyRule = {
  id: 'history-and-physical-update',
  title: 'Update of an older history and physical',
  type: 'history-and-physical-update',
  cites: cfr('42 CFR 482.24', '(c)(4)(i)(B)'),
  effective: { from: '2007-01-26' },
  where: { profiles: hospitals, classes: ['inpatient'], except: [{ stayBelow: 24 }] },
  check: {
    kind: 'needs-document',
    on: 'admission',
    document: ['history-and-physical-update'],
    daysBefore: 0,
    given: { document: 'history-and-physical', daysBefore: 30 },
  },
  due: [{ after: 'admission', hours: 24 }, { before: 'start of surgery' }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'What changed since the history was taken has to be known before surgery.',
  cases: [
    {
      says: 'History of last week, no update after 25 hours',
      given: {
        now: '2026-11-02 09:00',
        admitted: '2026-11-01 08:00',
        documents: [['history-and-physical', '2026-10-25 08:00']],
      },
      expect: ['2026-11-02 08:00'],
    },
    {
      says: 'Updated',
      given: {
        now: '2026-11-02 09:00',
        admitted: '2026-11-01 08:00',
        documents: [
          ['history-and-physical', '2026-10-25 08:00'],
          ['history-and-physical-update', '2026-11-01 12:00'],
        ],
      },
      expect: [],
    },
    {
      says: 'Back within 30 days, and the history was taken anew',
      given: {
        now: '2026-11-02 09:00',
        admitted: '2026-11-01 08:00',
        documents: [
          ['history-and-physical', '2026-10-12 08:00'],
          ['history-and-physical', '2026-11-01 10:00'],
        ],
      },
      expect: [],
    },
    {
      says: 'History taken after admission needs none',
      given: {
        now: '2026-11-02 09:00',
        admitted: '2026-11-01 08:00',
        documents: [['history-and-physical', '2026-11-01 10:00']],
      },
      expect: [],
    },
  ],
};
