/** What policies on labels that need an express consent share. */
import type { Draft } from './policy.ts';

/** What has none of these labels. */
export function without(draft: Draft, labels: readonly string[]): Draft {
  const kept = draft.classes?.labels?.filter((label) => !labels.includes(label)) ?? [];
  return { ...draft, classes: { without: [], ...draft.classes, labels: kept } };
}

/** What has one of these labels and a consent that names it; none when consents are not asked. */
export function needing(draft: Draft, labels: readonly string[]): readonly Draft[] {
  if (!draft.consent) return [];
  const { needs } = draft.consent;
  return [
    {
      ...draft,
      classes: { without: [], ...draft.classes, with: labels },
      consent: { ...draft.consent, needs: [...needs, ...labels] },
    },
  ];
}
