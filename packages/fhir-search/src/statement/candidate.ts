/** A resource under test inside a statement, and what all parts of a statement share. */
import type { Clause } from '../clause.ts';
import type { PlannedPermit } from '../permit/planned.ts';
import { raw, type Sql, sql } from '../sql.ts';

export interface Candidate {
  /** Alias of the row that has `rid`, `sd` and `vis`. */
  readonly row: string;
  /** Alias of its row in `res`, when that is read. */
  readonly res: string | undefined;
  /** A contained resource: `res` has what `containedRows` gives. */
  readonly contained?: true;
}

export interface Scope {
  /** A name not used before in the statement. */
  readonly alias: (letter: string) => string;
  readonly typeId: (type: string) => number;
  readonly typeKey: (type: string, contained?: true) => bigint;
  readonly permit: PlannedPermit | undefined;
  /** A clause as a condition on a candidate: groups within groups need each other. */
  readonly condition: (clause: Clause, candidate: Candidate, scope: Scope) => Sql;
}

/** Contained resources with the columns of `res`: time, patient and class are those of what contains them, and so is the body. */
export const containedRows = raw(
  '(select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body from contained c join res o on o.rid = c.container)',
);

export function column(alias: string, name: string): Sql {
  return raw(`${alias}.${name}`);
}

/** What stands in a resource; a deleted one has no text, and conditions may meet it before its deletion is looked at. */
export function bodyOf(res: string): Sql {
  return sql`nullif(${column(res, 'body')}, '')::jsonb`;
}
