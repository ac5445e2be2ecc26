/** A connection for a command that reads the ledger. */
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';
import { within } from '../jobs/run-job.ts';
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
    options: contentSettings.map((setting) => `-c ${setting}`).join(' '),
  });
  client.on('error', () => {}); // fails the query that runs
  await client.connect();
  return { query: oneAtATime(within(client)), close: () => client.end() };
}
