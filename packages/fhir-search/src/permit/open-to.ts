/** What a permit cannot hide: counted without a look at each. */
import type { PlannedGrant, PlannedPermit } from './planned.ts';

/**
 * True where a grant shows all resources of a type but those that have a class (label, facility, state) or are about a patient whom a
 * label or a denial is about.
 */
export function isOpenTo({ grants }: PlannedPermit, type: string): boolean {
  return grants.some((grant) => (grant.types?.includes(type) ?? true) && hidesMarkedOnly(grant));
}

function hidesMarkedOnly({ clauses, reach, except, classes }: PlannedGrant): boolean {
  const isPlainSeen = !classes || ((classes.with ?? []).length === 0 && !classes.of);
  return clauses.length + reach.length + except.length === 0 && isPlainSeen;
}
