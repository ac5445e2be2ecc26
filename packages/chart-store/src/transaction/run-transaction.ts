/** Runs work in a transaction, again when it lost a race: a bounded number of times, with jitter between. */
import { setTimeout as sleep } from 'node:timers/promises';
import { outcomes } from '@charthouse/fhir-model';
import type pg from 'pg';
import { asOutcome, conflictOf, isConnectionLost } from '../connections/failures.ts';
import type { StoreCounters } from '../contract.ts';
import { Session } from './session.ts';
import { VersionRace } from './version-race.ts';

const attempts = 10;
/** A connection that died before `commit` was sent is replaced this often. */
const reconnects = 2;

type Retry = keyof StoreCounters['retries'];

/** Throws OutcomeErrors: 409 after too many lost races, 503 while the database is away. */
export async function runTransaction<T>(
  pool: pg.Pool,
  counters: StoreCounters,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  let lost = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, counters, work);
    } catch (error) {
      const retry = retryOf(error);
      if (!retry || (retry === 'connectionLost' && ++lost > reconnects)) throw asOutcome(error);
      counters.retries[retry]++;
      if (attempt === attempts) throw outcomes.conflict('Others kept changing the same records. Try again.');
      await sleep(2 ** Math.min(attempt, 6) * (0.5 + Math.random()));
    }
  }
}

async function once<T>(pool: pg.Pool, counters: StoreCounters, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await connected(pool);
  const session = new Session(client);
  try {
    const result = await work(session);
    await session.commit();
    counters.commits++;
    client.release();
    return result;
  } catch (error) {
    counters.rollbacks++;
    const usable = !isConnectionLost(error) && (await session.rollback());
    client.release(!usable);
    throw error;
  }
}

/** Without a connection there is nothing to run again: whoever asked tries later. */
async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw asOutcome(error);
  }
}

function retryOf(error: unknown): Retry | undefined {
  if (error instanceof VersionRace) return 'versionConflict';
  return conflictOf(error) ?? (isConnectionLost(error) ? 'connectionLost' : undefined);
}
