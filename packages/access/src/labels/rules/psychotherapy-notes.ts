import { documentType, snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

/** By the type or category of the note: SNOMED CT of the value set LeapSlsPsychiatricNotesCodes (HL7 SHIFT), and our own for the notes that a house keeps apart. */
export const psychotherapyNotes: LabelRule = {
  id: 'psychotherapy-notes',
  cites: '45 CFR 164.501 psychotherapy notes, 164.508(a)(2), in force for all since 2003-04-14; v3 ActCode PSYTHPN',
  effective: { from: '2003-04-14' },
  labels: ['PSYTHPN', 'R'],
  when: { codes: { [snomed]: ['444175001'], [documentType]: ['psychotherapy-notes'] } },
};
