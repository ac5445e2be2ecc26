/** A version of a resource that a permit is tried on. */
import { type Sql, sql } from '../sql.ts';
import { column } from '../statement/candidate.ts';

export interface Version {
  /** Alias of the row that has `vis`. */
  readonly row: string;
  /** Alias of its row in `res` or `hist`; undefined: only its class is asked. */
  readonly own: string | undefined;
  /** Of a former version: alias of the resource in `res`. */
  readonly current?: string;
}

/** Key of the one patient: that of former versions is kept since there are permits. */
export function patientOf({ own, current }: Version): Sql {
  if (!current) return column(own!, 'pt');
  return sql`coalesce(${column(own!, 'pt')}, ${column(current, 'pt')})`;
}

/** A column of the resource, whichever version it is. */
export function resourceColumn({ own, current }: Version, name: 'rid' | 'tk' | 'sd'): Sql {
  return column(current ?? own!, name);
}

/** Milliseconds since 1970. */
export const nowMilliseconds: Sql = sql`(date_part('epoch', now()) * 1000)::int8`;
