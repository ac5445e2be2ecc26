/** Thrown by the database when index rows were made with another set of parameters than is indexed now (`require_index_version`). */

const code = 'CH001';

/** True: nothing was written; read the state of the index again, extract again, write again. */
export function isIndexChanged(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export class IndexChanged extends Error {
  readonly code = code;
  override readonly name = 'IndexChanged';
}
