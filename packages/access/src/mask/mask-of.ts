/** What is taken out of resources that are answered: what none of the grants' roles needs. 45 CFR 164.502(b), 164.514(d) */
import type { Mask } from '@charthouse/fhir-model';
import type { Draft } from '../policies/policy.ts';

/** Of every type that some grant takes in: the elements that all of these grants take out. */
export function maskOf(drafts: readonly Draft[]): Mask {
  const masks = new Map<string, readonly string[]>();
  for (const { types, role } of drafts)
    for (const type of types) {
      const own = role.mask?.[type] ?? [];
      const known = masks.get(type);
      masks.set(type, known ? known.filter((path) => own.includes(path)) : own);
    }
  return Object.fromEntries([...masks].filter(([, paths]) => paths.length > 0));
}
