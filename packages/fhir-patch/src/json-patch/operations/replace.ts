/** https://www.rfc-editor.org/rfc/rfc6902#section-4.3 */
import { copyPiece, putPiece } from '../../draft.ts';
import type { JsonPatchOperation } from '../operation.ts';
import { targetOf } from '../pointer.ts';
import { existing } from './remove.ts';

export const replace: JsonPatchOperation = {
  op: 'replace',
  needs: ['value'],
  apply(draft, { path, value }) {
    existing(draft, path);
    putPiece(draft, targetOf(draft, path), copyPiece(draft, value, path.length));
  },
};
