/** A medical history and physical examination no more than 30 days before or 24 hours after admission, and before surgery. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const historyAndPhysical: DeficiencyRule = {
  id: 'history-and-physical',
  title: 'History and physical within 24 hours of admission',
  type: 'history-and-physical',
  cites: cfr('42 CFR 482.24', '(c)(4)(i)(A)'),
  effective: { from: '2007-01-26' },
  where: { profiles: hospitals, classes: ['inpatient'], except: [{ stayBelow: 24 }] },
  check: { kind: 'needs-document', on: 'admission', document: ['history-and-physical'], daysBefore: 30 },
  due: [{ after: 'admission', hours: 24 }, { before: 'start of surgery' }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'warn',
  explains: 'Who takes over, and who operates, rests on it. After discharge it must not be written any more.',
  cases: [
    {
      says: 'Missing 25 hours after admission',
      given: { now: '2026-11-02 09:00', admitted: '2026-11-01 08:00' },
      expect: ['2026-11-02 08:00'],
    },
    {
      says: 'Not yet due after 23 hours',
      given: { now: '2026-11-02 07:00', admitted: '2026-11-01 08:00' },
      expect: [],
    },
    {
      says: 'Missing when surgery begins: due then',
      given: { now: '2026-11-01 15:00', admitted: '2026-11-01 08:00', events: [['surgery', '2026-11-01 14:00']] },
      expect: ['2026-11-01 14:00'],
    },
    {
      says: 'One of 29 days before counts',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['history-and-physical', '2026-10-03 08:00']],
      },
      expect: [],
    },
    {
      says: 'One of 31 days before does not',
      given: {
        now: '2026-11-05 08:00',
        admitted: '2026-11-01 08:00',
        documents: [['history-and-physical', '2026-10-01 08:00']],
      },
      expect: ['2026-11-02 08:00'],
    },
    {
      says: 'Never written and the patient has left: it was late and cannot be made good',
      given: { now: '2026-11-09 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-04 12:00' },
      expect: ['late 2026-11-02 08:00'],
    },
    {
      says: 'A stay of six hours',
      given: { now: '2026-11-09 08:00', admitted: '2026-11-01 08:00', discharged: '2026-11-01 14:00' },
      expect: [],
    },
  ],
};
