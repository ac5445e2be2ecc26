/** All policies at work on one question. */
import { policies } from './index.ts';
import type { Ask, Draft } from './policy.ts';

/** The drafts that are left, and which policies made or changed them. */
export interface Worked {
  readonly drafts: readonly Draft[];
  readonly policies: readonly string[];
}

/** The first policy that refuses the person outright. */
export function refusalOf(ask: Ask): { readonly policy: string; readonly reason: string } | undefined {
  for (const { id, refuses } of policies) {
    const reason = refuses?.(ask);
    if (reason) return { policy: id, reason };
  }
  return undefined;
}

/** Grants of all policies, each made narrower by all. */
export function work(ask: Ask): Worked {
  let drafts: readonly Draft[] = policies.flatMap((policy) => policy.grants?.(ask) ?? []);
  const shaping = new Set(policies.filter(({ grants }) => grants?.(ask).length).map(({ id }) => id));
  for (const { id, narrows } of policies) {
    if (!narrows) continue;
    const before = drafts;
    drafts = before.flatMap((draft) => narrows(draft, ask));
    if (drafts.length !== before.length || drafts.some((draft, i) => draft !== before[i])) shaping.add(id);
  }
  return { drafts, policies: [...shaping] };
}

/** Id of the policy after which no grant gave it any more. */
export function lostBy(ask: Ask, gives: (draft: Draft) => boolean): string {
  let drafts: readonly Draft[] = policies.flatMap((policy) => policy.grants?.(ask) ?? []);
  for (const { id, narrows } of policies) {
    if (!drafts.some(gives)) break;
    drafts = narrows ? drafts.flatMap((draft) => narrows(draft, ask)) : drafts;
    if (!drafts.some(gives)) return id;
  }
  return 'role';
}
