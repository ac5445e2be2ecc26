/** A critical access hospital keeps reports of physical examinations; the 24 hours are those of most bylaws. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const historyAndPhysicalCriticalAccess: DeficiencyRule = {
  id: 'history-and-physical-critical-access',
  title: 'History and physical at a critical access hospital',
  type: 'history-and-physical',
  cites: cfr('42 CFR 485.638', '(a)(4)(ii)'),
  effective: { from: '1997-10-01' },
  where: { profiles: ['critical-access-hospital'], classes: ['inpatient'], except: [{ stayBelow: 24 }] },
  check: { kind: 'needs-document', on: 'admission', document: ['history-and-physical'], daysBefore: 30 },
  due: [{ after: 'admission', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'Part 485 asks for pertinent history and physical examination, and names no hour.',
  cases: [
    {
      says: 'Missing 25 hours after admission',
      given: { now: '2026-11-02 09:00', profile: 'critical-access-hospital', admitted: '2026-11-01 08:00' },
      expect: ['2026-11-02 08:00'],
    },
    {
      says: 'An acute hospital has its own rule',
      given: { now: '2026-11-02 09:00', admitted: '2026-11-01 08:00' },
      expect: [],
    },
  ],
};
