/** The operations of JSON Patch, by name. */
import type { JsonPatchOperation } from '../operation.ts';
import { add } from './add.ts';
import { copy } from './copy.ts';
import { move } from './move.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { test } from './test.ts';

export const jsonPatchOperations: ReadonlyMap<string, JsonPatchOperation> = new Map(
  [add, copy, move, remove, replace, test].map((operation) => [operation.op, operation]),
);
