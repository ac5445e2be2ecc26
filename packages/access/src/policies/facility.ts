import type { Policy } from './policy.ts';

/** People who work at some facilities see what is of these, or of none. */
export const facility: Policy = {
  id: 'facility',
  title: 'People see the records of the facilities where they work',
  cites: '45 CFR 164.308(a)(4)(ii)(B) access authorization',
  narrows: (draft, { person: { facilities } }) =>
    facilities === undefined || draft.glass
      ? [draft]
      : [{ ...draft, classes: { without: [], ...draft.classes, facilities } }],
};
