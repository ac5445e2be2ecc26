/** https://www.rfc-editor.org/rfc/rfc6902#section-4.2 */
import { type Draft, type Piece, pieceAt, removePiece } from '../../draft.ts';
import { fail } from '../../failure.ts';
import type { JsonPatchOperation } from '../operation.ts';
import { type Pointer, pointerText, targetOf } from '../pointer.ts';

export const remove: JsonPatchOperation = {
  op: 'remove',
  needs: [],
  apply(draft, { path }) {
    takePiece(draft, path);
  },
};

/** Takes away what is there, and gives it. */
export function takePiece(draft: Draft, path: Pointer): Piece {
  if (path.length === 0) fail('the whole document cannot be taken away');
  const piece = existing(draft, path);
  removePiece(draft, targetOf(draft, path));
  return piece;
}

/** What a path leads to; it must be there. */
export function existing(draft: Draft, path: Pointer): Piece {
  return pieceAt(draft, targetOf(draft, path)) ?? fail(`there is no ${pointerText(path)}`);
}
