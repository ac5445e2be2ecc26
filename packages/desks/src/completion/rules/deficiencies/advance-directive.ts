/** It is written whether an adult inpatient has an advance directive. */
import { cfr } from '@charthouse/rulebook';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { hospitals } from '../places.ts';

export const advanceDirective: DeficiencyRule = {
  id: 'advance-directive',
  title: 'Advance directive asked for',
  type: 'advance-directive',
  cites: cfr('42 CFR 489.102', '(a)(2)'),
  effective: { from: '1991-12-01' },
  where: { profiles: [...hospitals, 'critical-access-hospital'], classes: ['inpatient'], except: [{ stayBelow: 24 }] },
  check: { kind: 'needs-document', on: 'admission', document: ['advance-directive'], daysBefore: 3650, ageFrom: 18 },
  due: [{ after: 'admission', hours: 24 }],
  dueIs: 'house',
  raised: 'when-overdue',
  curable: 'until-discharge',
  severity: 'inform',
  explains: 'It says who decides when the patient cannot.',
  cases: [
    {
      says: 'Nothing after a day',
      given: { now: '2026-11-02 09:00', admitted: '2026-11-01 08:00' },
      expect: ['2026-11-02 08:00'],
    },
    {
      says: 'One of two years ago is known',
      given: {
        now: '2026-11-02 09:00',
        admitted: '2026-11-01 08:00',
        documents: [['advance-directive', '2024-11-01 08:00']],
      },
      expect: [],
    },
    { says: 'A child', given: { now: '2026-11-02 09:00', admitted: '2026-11-01 08:00', age: 9 }, expect: [] },
  ],
};
