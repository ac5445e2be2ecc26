/** A resource under test inside a statement, and what all parts of a statement share. */
import type { Clause } from '../clause.ts';
import type { PermitFilter } from '../search.ts';
import { raw, type Sql } from '../sql.ts';

export interface Candidate {
  /** Alias of the row that has `rid`, `sd` and `vis`. */
  readonly row: string;
  /** Alias of its row in `res`, when that is read. */
  readonly res: string | undefined;
}

export interface Scope {
  /** A name not used before in the statement. */
  readonly alias: (letter: string) => string;
  readonly typeId: (type: string) => number;
  readonly typeKey: (type: string) => bigint;
  readonly permit: PermitFilter | undefined;
  /** A clause as a condition on a candidate: groups within groups need each other. */
  readonly condition: (clause: Clause, candidate: Candidate, scope: Scope) => Sql;
}

export function column(alias: string, name: string): Sql {
  return raw(`${alias}.${name}`);
}
