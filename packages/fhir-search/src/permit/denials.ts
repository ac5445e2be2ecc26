/** A patient who denies something has rows in `care` too, so that one look-up tells of both. Whoever finds one asks the rules. */
import type { ConsentRow } from '@charthouse/fhir-model';

/** In place of an actor: something is denied to anybody. No key of a reference. */
export const anyDenial = -(2n ** 63n);

/** Texts more than these stand for none of them in particular. */
const most = 16;

/** The text whose key tells of a denial to an actor, or of a type of resource. */
export function denialTo(what: string): string {
  return `denied ${what}`;
}

/** To whom a rule denies something, or of which types; undefined: to anybody, of anything. Never fewer than it does. */
export function denialsOf({ actors, classes }: Pick<ConsentRow, 'actors' | 'classes'>): readonly string[] | undefined {
  const types = classes?.every((one) => !one.includes('|')) ? classes : undefined;
  const told = actors ?? types;
  return told && told.length <= most ? told : undefined;
}
