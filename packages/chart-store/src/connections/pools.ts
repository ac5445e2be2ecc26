/** Connections in use by one at a time: for transactions, and for searches with their own time limit. */
import pg from 'pg';
import { rowValues } from './row-values.ts';
import { stepBack } from './step-back.ts';

/** Keyed lookups only: a plan made while a table was small must not scan or hash it when it has grown. */
const settings = [
  'timezone=UTC',
  'datestyle=ISO',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'statement_timeout=60s',
  'lock_timeout=20s',
  'plan_cache_mode=force_generic_plan',
  'idle_in_transaction_session_timeout=120s',
];

export function writePool(connectionString: string, max: number): pg.Pool {
  return newPool(connectionString, { max, settings, name: 'charthouse write' });
}

/** For access classes and codes in use, which are made beside the transactions that need them. */
export function makerPool(connectionString: string): pg.Pool {
  return newPool(connectionString, { max: 1, settings, name: 'charthouse lists' });
}

function newPool(
  connectionString: string,
  options: { readonly max: number; readonly settings: readonly string[]; readonly name: string },
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: options.max,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 0,
    keepAlive: true,
    application_name: options.name,
    options: options.settings.map((setting) => `-c ${setting}`).join(' '),
    types: rowValues,
  });
  // A lost connection is told to whoever uses it next; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return pool;
}

/** For the versions of resources, apart from searches that take long; settings and `timeout` as theirs. */
export function historyPool(connectionString: string, timeout: number): pg.Pool {
  return newPool(connectionString, { max: 2, settings: readSettings(timeout), name: 'charthouse history' });
}

/**
 * `timeout` in milliseconds: a statement that needs longer is cancelled. Each statement is planned for its own values:
 * one code may be on most rows of a type, another on three.
 */
export function searchPool(connectionString: string, max: number, timeout: number): pg.Pool {
  return newPool(connectionString, { max, settings: readSettings(timeout), name: 'charthouse search' });
}

/** The same, of searches that may take long: they leave the processors to others where that can be had. */
export function slowSearchPool(connectionString: string, max: number, timeout: number): pg.Pool {
  return searchPool(connectionString, max, timeout).on('connect', stepBack);
}

function readSettings(timeout: number): string[] {
  return [
    'timezone=UTC',
    'datestyle=ISO',
    'default_transaction_read_only=on',
    'plan_cache_mode=force_custom_plan',
    // Starting workers and compiling cost more than a page does.
    'max_parallel_workers_per_gather=0',
    'jit=off',
    `statement_timeout=${timeout}`,
  ];
}

/** For rows of the access log that no change carries along. */
export function accessConnection(connectionString: string): pg.ClientConfig {
  return {
    connectionString,
    connectionTimeoutMillis: 2000,
    keepAlive: true,
    application_name: 'charthouse access log',
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
}
