import { icd10cm, icd10pcs, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/** Contraception, abortion, fertility, care of gender. The federal rule of 2024 (89 FR 32976) was vacated, so this rests on state law and house policy. */
export const reproductiveHealth: LabelRule = {
  id: 'reproductive-health',
  cites: 'State law on reproductive health records, such as Cal. Civil Code 56.108; house policy; v3 ActCode SEX',
  effective: { from: '2022-09-27' },
  labels: ['SEX', 'R'],
  when: {
    codes: {
      [icd10cm]: [
        'F64*', 'O04*', 'O07*', 'Z30*', 'Z31*', 'Z33.2', 'Z64.0', 'Z79.3', 'Z79.890', 'Z87.890', 'Z92.0', 'Z97.5', 'Z98.51', 'Z98.52',
      ],
      [icd10pcs]: ['10A0*'],
      [snomed]: [
        '10383002', '714812005', '386394001', '5880005', '65200003', '169553002', '755621000000101', '46706006', '301807007',
      ],
    },
  },
}; // biome-ignore format: one table
