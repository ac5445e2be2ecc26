/** The rules that label, in the order in which they run. */
import type { LabelRule } from '../rule.ts';
import { hiv } from './hiv.ts';
import { mentalHealth } from './mental-health.ts';
import { minorConsentedCare } from './minor-consented-care.ts';
import { partTwoProgram } from './part-two-program.ts';
import { psychotherapyNotes } from './psychotherapy-notes.ts';
import { reproductiveHealth } from './reproductive-health.ts';
import { sexuallyTransmitted } from './sexually-transmitted.ts';
import { substanceUse } from './substance-use.ts';
import { violence } from './violence.ts';

export const labelRules: readonly LabelRule[] = [
  partTwoProgram,
  substanceUse,
  hiv,
  reproductiveHealth,
  sexuallyTransmitted,
  violence,
  mentalHealth,
  psychotherapyNotes,
  minorConsentedCare,
];
