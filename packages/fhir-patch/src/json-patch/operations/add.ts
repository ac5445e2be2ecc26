/** https://www.rfc-editor.org/rfc/rfc6902#section-4.1 */
import { copyPiece, type Draft, insertPiece, type Piece, putPiece } from '../../draft.ts';
import { fail } from '../../failure.ts';
import type { JsonPatchOperation } from '../operation.ts';
import { type Pointer, targetOf } from '../pointer.ts';

export const add: JsonPatchOperation = {
  op: 'add',
  needs: ['value'],
  apply: (draft, { path, value }) => addPiece(draft, path, copyPiece(draft, value, path.length)),
};

/** Sets a property (new or not), inserts an item, or replaces the whole document. */
export function addPiece(draft: Draft, path: Pointer, piece: Piece): void {
  const { holder, key } = targetOf(draft, path);
  if (path.length === 0 || !Array.isArray(holder)) putPiece(draft, { holder, key }, piece);
  else if (Number(key) <= holder.length) insertPiece(draft, { holder, key }, piece);
  else fail(`the array has ${holder.length} items, so nothing can be added at ${key}`);
}
