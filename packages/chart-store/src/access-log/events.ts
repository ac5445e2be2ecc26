/** What commands and the server itself record, without a door: an export, a restore, the months made ahead. */
import pg from 'pg';
import { asOutcome } from '../connections/failures.ts';

export interface ServerEvent {
  readonly action: string;
  /** As an HTTP status. Default 200. */
  readonly status?: number;
  /** What it was about, without patient data. */
  readonly note: string;
  /** What it was about where that may name people; it can be erased. */
  readonly query?: string;
  /** Who had it done. Default: the server. */
  readonly caller?: string;
}

/** @throws OutcomeError 503 when the database cannot be reached */
export function recordServerEvent(connectionString: string, event: ServerEvent): Promise<void> {
  const { action, status = 200, note, query = null, caller = 'Charthouse' } = event;
  return once(connectionString, 'select record_event($1, $2, $3, $4, $5)', [action, status, note, query, caller]);
}

/** Partitions of the access log for this month and two more. */
export function makeAccessMonths(connectionString: string): Promise<void> {
  return once(connectionString, 'select make_access_months(2)', []);
}

async function once(connectionString: string, text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'charthouse access log',
    lock_timeout: 2_000,
  });
  client.on('error', () => {}); // fails the query that runs
  try {
    await client.connect();
    await client.query(text, values);
  } catch (error) {
    throw asOutcome(error);
  } finally {
    await client.end().catch(() => {});
  }
}
