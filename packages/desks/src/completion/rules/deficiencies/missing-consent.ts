/** A properly executed informed consent is in the chart before surgery. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';

export const missingConsent: DeficiencyRule = {
  id: 'missing-consent',
  title: 'Consent before surgery',
  type: 'missing-consent',
  cites: cfr('42 CFR 482.51', '(b)(2)'),
  effective: { from: '1986-09-15' },
  where: { except: [{ profiles: ['clinic'] }] },
  check: { kind: 'needs-document', on: 'surgery', document: ['consent'], daysBefore: 90, until: 'event' },
  due: [{ before: 'start of surgery' }],
  curable: 'until-discharge',
  severity: 'stop',
  explains: 'The patient has to know and agree. Emergencies are excepted: say so and retire it.',
  cases: [
    {
      says: 'None before surgery',
      given: { now: '2026-11-01 15:00', admitted: '2026-11-01 08:00', events: [['surgery', '2026-11-01 14:00']] },
      expect: ['2026-11-01 14:00'],
    },
    {
      says: 'Signed afterwards',
      given: {
        now: '2026-11-01 19:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00']],
        documents: [['consent', '2026-11-01 18:00']],
      },
      expect: ['2026-11-01 14:00'],
    },
    {
      says: 'Signed the week before',
      given: {
        now: '2026-11-01 15:00',
        admitted: '2026-11-01 08:00',
        events: [['surgery', '2026-11-01 14:00']],
        documents: [['consent', '2026-10-25 18:00']],
      },
      expect: [],
    },
  ],
};
