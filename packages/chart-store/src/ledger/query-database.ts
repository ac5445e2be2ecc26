/** A connection for a command that reads the ledger. */
import type { Sql } from '@charthouse/fhir-search';
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';
import { contentSettings } from './content.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface LedgerConnection {
  readonly query: Within;
  close(): Promise<void>;
}

/** @throws when the database cannot be reached */
export async function queryDatabase(connectionString: string): Promise<LedgerConnection> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'charthouse ledger command',
    options: [...contentSettings, ...plans].map((setting) => `-c ${setting}`).join(' '),
  });
  client.on('error', () => {}); // fails the query that runs
  await client.connect();
  return { query: oneAtATime(prepared(client)), close: () => client.end() };
}

/** Keyed lookups: the first proofs would wait for plans of their own, longer than for the rows. */
const plans = ['jit=off', 'plan_cache_mode=force_generic_plan'];

/** What is asked again and again is planned once. */
function prepared(client: pg.Client): Within {
  const names = new Map<string, string>();
  return async <Row>({ text, values }: Sql) => {
    const name = names.get(text) ?? `ledger ${names.size}`;
    if (names.size < mostPrepared) names.set(text, name);
    const statement = names.has(text) ? { name, text } : { text };
    return (await client.query({ ...statement, values: [...values] })).rows as Row[];
  };
}

const mostPrepared = 200;
