/** Which statements took the database's time: https://www.postgresql.org/docs/current/pgstatstatements.html */
import type pg from 'pg';

export interface StatementTime {
  readonly text: string;
  readonly calls: number;
  /** Milliseconds of all calls together. */
  readonly total: number;
  readonly rows: number;
  /** Pages of 8 kB read from memory and from disk. */
  readonly pages: number;
  readonly walBytes: number;
}

/** Forgets what was counted so far. */
export async function prepareStatementTimes(client: pg.Client): Promise<void> {
  await client.query('create extension if not exists pg_stat_statements');
  await client.query('select pg_stat_statements_reset()');
}

/** The statements in these databases (oids) since then, the most costly first. */
export async function statementTimes(
  client: pg.Client,
  databases: readonly string[],
  count: number,
): Promise<StatementTime[]> {
  const { rows } = await client.query<StatementTime>(
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 160) as text, sum(calls)::float8 as calls,
       sum(total_exec_time) as total, sum(rows)::float8 as rows,
       sum(shared_blks_hit + shared_blks_read)::float8 as pages, sum(wal_bytes)::float8 as "walBytes"
     from pg_stat_statements where dbid = any($1::oid[]) group by 1 order by total desc limit $2`,
    [databases, count],
  );
  return rows;
}
