/** https://www.rfc-editor.org/rfc/rfc6902#section-4.6 */
import { fail } from '../../failure.ts';
import { samePiece } from '../equal.ts';
import type { JsonPatchOperation } from '../operation.ts';
import { existing } from './remove.ts';

export const test: JsonPatchOperation = {
  op: 'test',
  needs: ['value'],
  apply(draft, { path, value }) {
    if (!samePiece(draft, existing(draft, path), value)) fail('the value there is not equal to the given one');
  },
};
