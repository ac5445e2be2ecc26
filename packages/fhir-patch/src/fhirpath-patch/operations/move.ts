/** Moves an item within the list at the path: https://hl7.org/fhir/R4/fhirpatch.html */
import { fail } from '../../failure.ts';
import { insertContent, itemCount, takeContent } from '../edit.ts';
import { listAt } from '../list.ts';
import type { FhirPathPatchOperation } from '../operation.ts';
import { slotsNamed } from '../place.ts';

/** `destination` counts in the list without the item. */
export const move: FhirPathPatchOperation = {
  type: 'move',
  needs: ['source', 'destination'],
  apply(draft, { path, source, destination }) {
    const { parent, name } = listAt(draft, path);
    const slot = slotsNamed(parent.type, name)[0]!;
    const count = itemCount(parent, slot);
    for (const index of [source, destination])
      if (index >= count) fail(`the list has ${count} items, so there is no item ${index}`);
    if (source === destination) return;
    const content = takeContent(draft, { parent, slot, index: source });
    insertContent(draft, { parent, slot, index: destination }, content);
  },
};
