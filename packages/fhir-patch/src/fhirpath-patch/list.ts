/** The list that a path names, there or not yet: https://hl7.org/fhir/R4/fhirpatch.html ("Path of the collection") */
import type { Draft } from '../draft.ts';
import { fail } from '../failure.ts';
import { splitListPath } from './path.ts';
import { onePlace, type Parent, parentAt, slotsNamed } from './place.ts';

/** The element that has the list, and the list's name in it; the element must be one. */
export function listAt(draft: Draft, path: string): { readonly parent: Parent; readonly name: string } {
  const { parent: parentPath, name } = splitListPath(path);
  const parent = parentAt(draft, onePlace(draft, parentPath));
  const slot = slotsNamed(parent.type, name)[0];
  if (!slot) fail(`${parent.type} has no element "${name}"`);
  if (!slot.list) fail(`"${name}" of ${parent.type} is no list`);
  return { parent, name };
}
