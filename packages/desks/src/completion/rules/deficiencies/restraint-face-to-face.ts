/** Somebody sees the patient within one hour of a restraint for violent behaviour. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const restraintFaceToFace: DeficiencyRule = {
  id: 'restraint-face-to-face',
  title: 'Face-to-face evaluation within an hour of restraint',
  type: 'restraint-face-to-face',
  cites: cfr('42 CFR 482.13', '(e)(12)'),
  effective: { from: '2007-01-08' },
  where: { profiles: hospitals },
  check: { kind: 'needs-document', on: 'restraint', document: ['restraint-face-to-face'], daysBefore: 0 },
  due: [{ after: 'start of restraint', hours: 1 }],
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'stop',
  explains: 'Restraint kills; somebody has to look.',
  cases: [
    {
      says: 'Nobody wrote after 90 minutes',
      given: { now: '2026-11-01 11:30', admitted: '2026-11-01 08:00', events: [['restraint', '2026-11-01 10:00']] },
      expect: ['2026-11-01 11:00'],
    },
    {
      says: 'Seen after 40 minutes',
      given: {
        now: '2026-11-01 11:30',
        admitted: '2026-11-01 08:00',
        events: [['restraint', '2026-11-01 10:00']],
        documents: [['restraint-face-to-face', '2026-11-01 10:40']],
      },
      expect: [],
    },
  ],
};
