import { partTwo as label } from '../labels/vocabulary.ts';
import { having, needing } from './express-consent.ts';
import type { Policy } from './policy.ts';

/** Records of a program under Part 2: the program's own people, and whom the patient's written consent names; all in a medical emergency. */
export const partTwo: Policy = {
  id: 'part-two',
  title: 'Substance use disorder records of a Part 2 program need written consent',
  cites: '42 CFR 2.31, 2.33 consent; 2.12(c)(3) within the program; 2.51 medical emergencies; 2.12(d) proceedings',
  narrows: (draft, { person, state }) => {
    if (draft.role.aboveConsent || draft.glass || !draft.classes?.labels?.includes(label)) return [draft];
    const programs = state.partTwoPrograms.filter((one) => (person.facilities ?? []).includes(one));
    const within = having(draft, [label]);
    return [
      needing(draft, [label]),
      ...(programs.length > 0 ? [{ ...within, classes: { without: [], ...within.classes, of: programs } }] : []),
    ];
  },
};
