import type { LabelRule } from '../rule.ts';

/** Whatever a program makes says that the patient is in it. */
export const partTwoProgram: LabelRule = {
  id: 'part-two-program',
  cites: '42 CFR 2.11, 2.12(a)(1) records of a federally assisted program; 89 FR 12472',
  effective: { from: '1975-08-01' },
  labels: ['42CFRPart2', 'ETH', 'R'],
  when: { fromPartTwoProgram: true },
};
