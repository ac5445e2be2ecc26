/** Statements on the tables of sign-in. */
import type { Sql } from '@charthouse/fhir-search';
import pg from 'pg';

/** Runs one statement; resolves to its rows. */
export type Query = <Row>(statement: Sql) => Promise<Row[]>;

export interface Database {
  readonly query: Query;
  /** All or nothing. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const on =
  (client: pg.Pool | pg.ClientBase): Query =>
  async <Row>({ text, values }: Sql) =>
    (await client.query(text, [...values])).rows as Row[];

/** Opens as many connections as are needed, up to `most`. */
export function openDatabase(connectionString: string, most = 4): Database {
  const pool = new pg.Pool({
    connectionString,
    max: most,
    connectionTimeoutMillis: 5_000,
    application_name: 'charthouse sign-in',
    options: '-c timezone=UTC -c statement_timeout=10s -c lock_timeout=5s',
  });
  pool.on('error', () => {}); // a lost connection fails the query that uses it; the next one opens another
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    query: on(pool),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(on(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
