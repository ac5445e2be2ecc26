import { icd10cm, loinc, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/** Infection, testing, exposure and counselling. */
export const hiv: LabelRule = {
  id: 'hiv',
  cites: 'State law on HIV-related information, such as N.Y. Public Health Law 2782; v3 ActCode HIV',
  effective: { from: '1989-02-01' },
  labels: ['HIV', 'R'],
  when: {
    codes: {
      [icd10cm]: ['B20', 'B97.35', 'O98.7*', 'R75', 'Z11.4', 'Z20.6', 'Z21', 'Z71.7'],
      [snomed]: ['31676001', '86406008'],
      [loinc]: ['55277-8'],
    },
  },
};
