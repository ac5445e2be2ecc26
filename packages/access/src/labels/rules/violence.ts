import { icd10cm, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/** Who did it may be the one who asks. */
export const violence: LabelRule = {
  id: 'violence',
  cites: '45 CFR 164.502(g)(5) abuse, neglect and endangerment; v3 ActCode SDV',
  effective: { from: '2003-04-14' },
  labels: ['SDV', 'R'],
  when: {
    codes: {
      [icd10cm]: [
        'O9A.3*', 'O9A.4*', 'O9A.5*', 'T74*', 'T76*', 'Y07*', 'Z04.41', 'Z04.42', 'Z04.71', 'Z04.72', 'Z04.81', 'Z04.82', 'Z62.81*',
        'Z69*', 'Z91.41*',
      ],
      [snomed]: ['706893006', '866148006', '424393004'],
    },
  },
}; // biome-ignore format: one table
