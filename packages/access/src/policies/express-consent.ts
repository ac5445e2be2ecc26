/** What policies on labels that need an express consent share. */
import type { Draft } from './policy.ts';

/** What has one of these labels needs a consent that names it; where consents are not asked, it is not taken in. */
export function needing(draft: Draft, labels: readonly string[]): Draft {
  const { consent } = draft;
  if (consent) return { ...draft, consent: { ...consent, needs: [...consent.needs, ...labels] } };
  const kept = draft.classes?.labels?.filter((label) => !labels.includes(label)) ?? [];
  return { ...draft, classes: { without: [], ...draft.classes, labels: kept } };
}

/** Only what has one of these labels. */
export function having(draft: Draft, labels: readonly string[]): Draft {
  return { ...draft, classes: { without: [], ...draft.classes, with: [...(draft.classes?.with ?? []), labels] } };
}
