/** Adds content to the element at the path: https://hl7.org/fhir/R4/fhirpatch.html */
import { insertContent, itemCount, objectOf, setContent } from '../edit.ts';
import type { FhirPathPatchOperation } from '../operation.ts';
import { onePlace, parentAt } from '../place.ts';
import { fitValue, refuseSecond } from '../value.ts';

/** A list grows at its end; an element that does not repeat must not be there yet. */
export const add: FhirPathPatchOperation = {
  type: 'add',
  needs: ['name', 'value'],
  apply(draft, { path, name, value }) {
    const parent = parentAt(draft, onePlace(draft, path));
    const fitting = fitValue(draft, parent.type, { name, part: value });
    const { slot, content } = fitting;
    if (slot.list) {
      insertContent(draft, { parent, slot, index: itemCount(parent, slot) }, content);
    } else {
      refuseSecond(parent, slot);
      setContent(draft, objectOf(draft, parent), fitting);
    }
  },
};
