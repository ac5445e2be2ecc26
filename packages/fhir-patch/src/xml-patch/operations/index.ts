/** The operations of XML Patch, by the name of their element. */
import type { XmlPatchOperation } from '../operation.ts';
import { add } from './add.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';

export const xmlPatchOperations: ReadonlyMap<string, XmlPatchOperation> = new Map(
  [add, remove, replace].map((operation) => [operation.name, operation]),
);
