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
      [icd10cm]: ['F20*', 'F21', 'F22', 'F23', 'F24', 'F25*', 'F28', 'F29', 'F30*', 'F31*'],
      [loinc]: ['34102-4', '83609-8', '84202-1', '103794-4', '78263-1'],
    },
  },
};
