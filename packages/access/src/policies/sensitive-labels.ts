import { sensitive } from '../labels/vocabulary.ts';
import { purposeChain } from '../purposes.ts';
import { type Policy, purposeOf } from './policy.ts';

const actReason = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** A label that a role has no clearance for hides the resource; so does one that nobody knows. */
export const sensitiveLabels: Policy = {
  id: 'sensitive-labels',
  title: 'Labelled records are for those cleared for every label',
  cites:
    'HL7 DS4P; FHIR R4 security labels; 45 CFR 164.522(a), 42 CFR Part 2 and state law by the rule that set the label',
  narrows: (draft, ask) => {
    if (draft.role.labels === 'any') return [draft];
    const cleared = draft.glass ? sensitive : draft.role.labels;
    const purposes = purposeChain(purposeOf(draft, ask)).map((code) => `${actReason}|${code}`);
    return [
      {
        ...draft,
        classes: { without: [], ...draft.classes, labels: [...cleared, ...ask.state.openLabels, ...purposes] },
      },
    ];
  },
};
