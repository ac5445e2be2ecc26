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
      [loinc]: [
        '5221-7', '7917-8', '7918-6', '20447-9', '25835-0', '25836-8', '29541-0', '29893-5', '30361-0', '31201-7', '48345-3', '49580-4',
        '55277-8', '56888-1', '68961-2', '75622-1', '80387-4',
      ],
    },
  },
}; // biome-ignore format: one table
