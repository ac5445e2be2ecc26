/** The operations of FHIRPath Patch, by type. */
import type { FhirPathPatchOperation } from '../operation.ts';
import { add } from './add.ts';
import { deleteElement } from './delete.ts';
import { insert } from './insert.ts';
import { move } from './move.ts';
import { replace } from './replace.ts';

export const fhirPathPatchOperations: ReadonlyMap<string, FhirPathPatchOperation> = new Map(
  [add, deleteElement, insert, move, replace].map((operation) => [operation.type, operation]),
);
