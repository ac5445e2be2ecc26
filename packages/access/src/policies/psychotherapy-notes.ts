import { authorParameters } from '../care/authors.ts';
import { psychotherapy } from '../labels/vocabulary.ts';
import { purposeChain } from '../purposes.ts';
import { needing, without } from './express-consent.ts';
import { actorsOf, type Policy, withReach } from './policy.ts';

/** Who wrote them, for treatment, and whom an authorization names; an emergency is no exception. */
export const psychotherapyNotes: Policy = {
  id: 'psychotherapy-notes',
  title: 'Psychotherapy notes are for their author',
  cites: '45 CFR 164.508(a)(2) authorization required: psychotherapy notes; 164.501 definition',
  narrows: (draft, { person, purpose }) => {
    const cleared = psychotherapy.filter((label) => draft.classes?.labels?.includes(label));
    if (cleared.length === 0) return [draft];
    const types = draft.types.filter((type) => type in authorParameters);
    const own = purposeChain(purpose).includes('TREAT') && types.length > 0 && !draft.glass;
    return [
      without(draft, cleared),
      ...needing(draft, cleared),
      ...(own
        ? [
            withReach(
              { ...draft, types, classes: { without: [], ...draft.classes, with: cleared } },
              { kind: 'authored', actors: actorsOf(person) },
            ),
          ]
        : []),
    ];
  },
};
