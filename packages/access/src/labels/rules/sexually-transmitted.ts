import { icd10cm, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

export const sexuallyTransmitted: LabelRule = {
  id: 'sexually-transmitted',
  cites: 'State law on sexually transmitted disease records; v3 ActCode STD',
  effective: { from: '2000-01-01' },
  labels: ['STD'],
  when: {
    codes: {
      [icd10cm]: [
        'A50*', 'A51*', 'A52*', 'A53*', 'A54*', 'A55*', 'A56*', 'A57*', 'A58*', 'A59*', 'A60*', 'A63*', 'A64*', 'O98.1*', 'O98.2*', 'O98.3*', 'Z11.3',
        'Z20.2', 'Z22.4', 'Z72.5*',
      ],
      [snomed]: ['310861008', '165829005', '269828009'],
    },
  },
}; // biome-ignore format: one table
