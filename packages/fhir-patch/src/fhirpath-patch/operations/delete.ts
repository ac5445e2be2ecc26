/** Deletes the element at the path, if there is one: https://hl7.org/fhir/R4/fhirpatch.html */
import { fail } from '../../failure.ts';
import { takeContent } from '../edit.ts';
import type { FhirPathPatchOperation } from '../operation.ts';
import { placeIfFound } from '../place.ts';

export const deleteElement: FhirPathPatchOperation = {
  type: 'delete',
  needs: [],
  apply(draft, { path }) {
    const place = placeIfFound(draft, path);
    if (place === 'resource') fail('the resource itself cannot be deleted by a patch');
    if (place) takeContent(draft, place);
  },
};
