import { icd10cm, loinc, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/** Substance use outside a program: no Part 2, but sensitive. Tobacco is not. */
export const substanceUse: LabelRule = {
  id: 'substance-use',
  cites: 'House policy after v3 ActCode ETH; 45 CFR 164.522(a) restrictions',
  effective: { from: '2000-01-01' },
  labels: ['ETH'],
  when: {
    codes: {
      [icd10cm]: [
        'F10*', 'F11*', 'F12*', 'F13*', 'F14*', 'F15*', 'F16*', 'F18*', 'F19*', 'E24.4', 'G31.2', 'G62.1', 'G72.1', 'I42.6',
        'K29.2*', 'K70*', 'K85.2*', 'K86.0', 'O35.4*', 'O35.5*', 'O99.31*', 'O99.32*', 'P04.3', 'P04.4*', 'P96.1', 'Q86.0', 'R78.0',
        'R78.1', 'R78.2', 'R78.3', 'R78.4', 'T40.1*', 'T40.5*', 'T40.7*', 'T40.8*', 'T51.0*', 'Z71.41', 'Z71.51',
      ],
      [snomed]: ['713106006', '763302001', '10939881000119105'],
      [loinc]: ['108229-6'],
    },
  },
}; // biome-ignore format: one table
