/** Two people changed one patient: what each did, and what comes out. */
import { changedFields, type Identity, type IdentityField } from './identity.ts';

export type Side = 'mine' | 'theirs';

export interface Merge {
  /** Fields that both changed, to something different: a person has to choose. */
  readonly conflicts: readonly IdentityField[];
  /** Fields that only the other changed: theirs is taken. */
  readonly taken: readonly IdentityField[];
}

export interface ThreeWays {
  readonly base: Identity;
  readonly mine: Identity;
  readonly theirs: Identity;
}

export function mergeOf({ base, mine, theirs }: ThreeWays): Merge {
  const own = new Set(changedFields(base, mine));
  const others = changedFields(base, theirs).filter((field) => mine[field] !== theirs[field]);
  return { conflicts: others.filter((field) => own.has(field)), taken: others.filter((field) => !own.has(field)) };
}

/** Mine where I changed something and it was not decided otherwise; else theirs. */
export function merged({ base, mine, theirs }: ThreeWays, chosen: Partial<Record<IdentityField, Side>>): Identity {
  const own = changedFields(base, mine).filter((field) => (chosen[field] ?? 'mine') === 'mine');
  return { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) };
}
