/** https://www.rfc-editor.org/rfc/rfc6902#section-4.4 */
import { fail } from '../../failure.ts';
import type { JsonPatchOperation } from '../operation.ts';
import { addPiece } from './add.ts';
import { takePiece } from './remove.ts';

export const move: JsonPatchOperation = {
  op: 'move',
  needs: ['from'],
  apply(draft, { from, path }) {
    const inside = path.length > from.length && from.every((token, index) => token === path[index]);
    if (inside) fail('a value cannot be moved into itself');
    addPiece(draft, path, takePiece(draft, from));
  },
};
