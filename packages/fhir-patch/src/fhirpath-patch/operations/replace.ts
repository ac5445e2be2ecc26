/** Replaces the element at the path: https://hl7.org/fhir/R4/fhirpatch.html */
import { removePiece } from '../../draft.ts';
import { fail } from '../../failure.ts';
import { insertContent, setContent, takeContent } from '../edit.ts';
import type { FhirPathPatchOperation } from '../operation.ts';
import { onePlace } from '../place.ts';
import { fitValue } from '../value.ts';

/** The new value of a choice may be of another type than the old. */
export const replace: FhirPathPatchOperation = {
  type: 'replace',
  needs: ['value'],
  apply(draft, { path, value }) {
    const place = onePlace(draft, path);
    if (place === 'resource') fail('the resource itself cannot be replaced by a patch; update it instead');
    const { parent, slot: old, index } = place;
    const fitting = fitValue(draft, parent.type, { name: old.element, part: value });
    if (index !== undefined) {
      insertContent(draft, { parent, slot: old, index }, fitting.content);
      takeContent(draft, { ...place, index: index + 1 });
      return;
    }
    const object = parent.object!;
    for (const key of [old.name, `_${old.name}`]) removePiece(draft, { holder: object, key });
    setContent(draft, object, fitting);
  },
};
