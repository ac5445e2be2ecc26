/** Puts an item into the list at the path: https://hl7.org/fhir/R4/fhirpatch.html */
import { fail } from '../../failure.ts';
import { insertContent, itemCount } from '../edit.ts';
import { listAt } from '../list.ts';
import type { FhirPathPatchOperation } from '../operation.ts';
import { fitValue } from '../value.ts';

export const insert: FhirPathPatchOperation = {
  type: 'insert',
  needs: ['value', 'index'],
  apply(draft, { path, value, index }) {
    const { parent, name } = listAt(draft, path);
    const { slot, content } = fitValue(draft, parent.type, { name, part: value });
    const count = itemCount(parent, slot);
    if (index > count) fail(`the list has ${count} items, so nothing can be inserted at ${index}`);
    insertContent(draft, { parent, slot, index }, content);
  },
};
