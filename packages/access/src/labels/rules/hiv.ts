import { icd10cm, loinc, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/**
 * Infection, testing, exposure and counselling. Laboratory tests: of antibodies and antigen those of the value set "HIV Lab Tests"
 * (VSAC 2.16.840.1.113762.1.4.1056.50) that stand for the virus as a whole; of RNA and proviral DNA those that New York reports by,
 * and viral loads.
 */
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
        '5220-9', '5221-7', '5222-5', '5223-3', '5224-1', '5225-8', '7917-8', '7918-6', '7919-4', '9665-1', '9821-0', '29893-5',
        '30361-0', '31201-7', '40733-8', '41144-7', '41145-4', '42600-7', '43009-0', '43010-8', '43599-0', '44607-0', '44873-8',
        '48345-3', '48346-1', '49580-4', '49905-3', '53379-4', '54086-4', '56888-1', '58900-2', '68961-2', '69668-2', '73905-2',
        '73906-0', '75622-1', '75666-8', '77685-6', '80203-3', '80387-4', '81641-3', '83101-6', '85037-0', '85686-4', '86233-4',
        '86657-4', '89365-1', '89374-3',
        '5017-9', '5018-7', '20447-9', '25835-0', '25836-8', '29541-0', '44871-2', '48023-6', '69353-1', '79380-2', '85368-9',
      ],
    },
  },
}; // biome-ignore format: one table
