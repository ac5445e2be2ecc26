/** https://www.rfc-editor.org/rfc/rfc6902#section-4.5 */
import { copyPiece } from '../../draft.ts';
import type { JsonPatchOperation } from '../operation.ts';
import { addPiece } from './add.ts';
import { existing } from './remove.ts';

export const copy: JsonPatchOperation = {
  op: 'copy',
  needs: ['from'],
  apply: (draft, { from, path }) => addPiece(draft, path, copyPiece(draft, existing(draft, from), path.length)),
};
