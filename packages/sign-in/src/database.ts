/** Statements on the tables of sign-in. */
import { createHash } from 'node:crypto';
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

type Names = (text: string) => string;

const mostNames = 500;

/** Statements are prepared once for each connection: to plan them anew takes longer than to run them. */
function statementNames(): Names {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    if (names.size < mostNames) names.set(text, name);
    return name;
  };
}

const on =
  (client: pg.Pool | pg.ClientBase, names: Names): Query =>
  async <Row>({ text, values }: Sql) =>
    (await client.query({ name: names(text), text, values: [...values] })).rows as Row[];

const settings = '-c timezone=UTC -c statement_timeout=10s -c lock_timeout=5s';
/** A look-up by keys whatever sizes the tables have: planned once, which takes longer than to run it. */
const keyed =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off';

/** Opens as many connections as are needed, up to `most`. */
export function openDatabase(connectionString: string, most = 4): Database {
  return open({ connectionString, max: most, options: settings });
}

/** One connection, for the tokens of requests. */
export function openTokens(connectionString: string): Pick<Database, 'query' | 'close'> {
  return open({ connectionString, max: 1, options: `${settings} ${keyed}` });
}

function open(own: pg.PoolConfig): Database {
  const pool = new pg.Pool({ ...own, connectionTimeoutMillis: 5_000, application_name: 'charthouse sign-in' });
  pool.on('error', () => {}); // a lost connection fails the query that uses it; the next one opens another
  pool.on('connect', (client) => client.on('error', () => {}));
  const names = statementNames();
  return {
    query: on(pool, names),
    transaction: (work) => inTransaction(pool, (client) => work(on(client, names))),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
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
