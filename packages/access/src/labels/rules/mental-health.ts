import { icd10cm, loinc } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/** Severe illness by its codes, and documents of psychiatry by their types. */
export const mentalHealth: LabelRule = {
  id: 'mental-health',
  cites: 'State law on mental health records, such as N.Y. Mental Hygiene Law 33.13; v3 ActCode PSY, MH',
  effective: { from: '2000-01-01' },
  labels: ['PSY'],
  when: {
    codes: {
      [icd10cm]: [
        'F20*', 'F21', 'F22', 'F23', 'F24', 'F25*', 'F28', 'F29', 'F30*', 'F31*', 'F44.81', 'F53.1', 'F60*', 'R45.85*', 'T14.91*',
        'X71*', 'X72*', 'X73*', 'X74*', 'X75*', 'X76*', 'X77*', 'X78*', 'X79*', 'X80*', 'X81*', 'X82*', 'X83*', 'Z91.5*',
      ],
      [loinc]: ['34102-4', '34788-0', '68648-5'],
    },
  },
}; // biome-ignore format: one table
