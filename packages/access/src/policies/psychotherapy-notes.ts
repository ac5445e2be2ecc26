import { authorParameters } from '../care/authors.ts';
import { psychotherapy } from '../labels/vocabulary.ts';
import { purposeChain } from '../purposes.ts';
import { having, needing } from './express-consent.ts';
import { actorsOf, type Policy, purposeOf, withReach } from './policy.ts';

/** Who wrote them, for treatment, and whom an authorization names; an emergency is no exception. */
export const psychotherapyNotes: Policy = {
  id: 'psychotherapy-notes',
  title: 'Psychotherapy notes are for their author',
  cites: '45 CFR 164.508(a)(2) authorization required: psychotherapy notes; 164.501 definition',
  narrows: (draft, ask) => {
    const cleared = psychotherapy.filter((label) => draft.classes?.labels?.includes(label));
    if (cleared.length === 0) return [draft];
    const types = draft.types.filter((type) => type in authorParameters);
    const own = purposeChain(purposeOf(draft, ask)).includes('TREAT') && types.length > 0 && !draft.glass;
    return [
      needing(draft, cleared),
      ...(own
        ? [withReach(having({ ...draft, types }, cleared), { kind: 'authored', actors: actorsOf(ask.person) })]
        : []),
    ];
  },
};
