/** What every operation of JSON Patch is: https://www.rfc-editor.org/rfc/rfc6902#section-4 */
import type { Draft, Piece } from '../draft.ts';
import type { Pointer } from './pointer.ts';

/** One operation of a patch, read. */
export interface Step {
  readonly path: Pointer;
  readonly from: Pointer;
  readonly value: Piece;
}

export interface JsonPatchOperation {
  readonly op: string;
  /** Members it must have besides `op` and `path`; others are passed over, as the RFC says. */
  readonly needs: readonly ('from' | 'value')[];
  /** Changes the draft or fails. */
  readonly apply: (draft: Draft, step: Step) => void;
}
