/**
 * Searches on connections of their own, and two beside them that only quick ones keep: a search that has to wait asks there
 * too, where it is stopped soon and goes back to its place in the line. So slow searches hold up each other, hardly the quick.
 * Of the two, one is for the quickest: a hundred slow ones in line are through it before anyone is told that all is full.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type OutcomeError, unavailable } from '@charthouse/fhir-model';
import type pg from 'pg';
import { type BatchOutcome, sendBatch } from './batch.ts';
import { isConnectionLost, isPoolFull, isStopped } from './failures.ts';
import type { Statement } from './messages.ts';
import { planningAfter, planningFirst } from './planning.ts';
import { searchPool, slowSearchPool } from './pools.ts';

type Rows = Record<string, unknown>[];

export interface SearchLanes {
  ask(statement: Statement): Promise<Rows>;
  close(): Promise<void>;
}

/** Milliseconds that a search waits in line before it asks for the quick connections. */
const patience = 50;

/** Milliseconds that it may take on each of them, one after the other. */
const turns: readonly number[] = [50, 500];

/** `timeout` in milliseconds, of one search. */
export function searchLanes(connectionString: string, max: number, timeout: number): SearchLanes {
  const lanes = {
    line: slowSearchPool(connectionString, max, timeout),
    beside: turns.map((turn) => searchPool(connectionString, 1, Math.min(turn, timeout))),
  };
  return {
    ask: (statement) =>
      askLanes(lanes, statement).catch((error) => {
        throw isPoolFull(error) ? busy() : error;
      }),
    close: async () => {
      await Promise.all([lanes.line, ...lanes.beside].map((pool) => pool.end()));
    },
  };
}

interface Lanes {
  readonly line: pg.Pool;
  readonly beside: readonly pg.Pool[];
}

async function askLanes({ line, beside }: Lanes, statement: Statement): Promise<Rows> {
  const place = line.connect();
  const soon = await Promise.race([place, sleep(patience, undefined, { ref: false })]);
  if (soon) return answer(line, soon, statement);
  let ended = false;
  const served = place.then((client) => {
    if (!ended) return client;
    client.release();
    throw new Error('The search was answered beside the line.');
  });
  try {
    const beforeIt = async (): Promise<Rows | pg.PoolClient> => {
      for (const pool of beside) {
        const rows = await askBeside(pool, statement, () => ended);
        if (rows || ended) return rows ?? served;
      }
      return served;
    };
    const first = await Promise.race([served, beforeIt()]);
    ended = true;
    return Array.isArray(first) ? first : await answer(line, first, statement);
  } finally {
    ended = true;
  }
}

/** Undefined when it is not a quick one, or was answered meanwhile: what came of it here does not matter then. */
async function askBeside(beside: pg.Pool, statement: Statement, ended: () => boolean): Promise<Rows | undefined> {
  const client = await beside.connect().catch(() => undefined);
  if (!client) return undefined;
  if (ended()) {
    client.release();
    return undefined;
  }
  const { completed, error } = await send(client, statement);
  if (error && !isStopped(error) && !isConnectionLost(error)) throw error;
  return completed[0]?.rows;
}

/** Once more when the connection turns out to be dead: what only reads changes nothing. */
export async function askPool(pool: pg.Pool, statement: Statement): Promise<Rows> {
  return answer(pool, await pool.connect(), statement);
}

async function answer(pool: pg.Pool, client: pg.PoolClient, statement: Statement): Promise<Rows> {
  const first = await send(client, statement);
  const { completed, error } = isConnectionLost(first.error) ? await send(await pool.connect(), statement) : first;
  if (completed[0]) return completed[0].rows;
  throw error;
}

async function send(client: pg.PoolClient, statement: Statement): Promise<BatchOutcome> {
  const planning = statement.once ? 'once' : 'each';
  const first = planningFirst(client, planning);
  const { completed, error } = await sendBatch(client, [...first, statement]);
  planningAfter(client, planning, error !== undefined);
  client.release(isConnectionLost(error));
  return { completed: completed.slice(first.length), ...(error && { error }) };
}

function busy(): OutcomeError {
  return unavailable(
    'All search connections are busy with slow searches. Try again shortly, with conditions that few resources meet; ' +
      'whoever runs the server can raise CHARTHOUSE_SEARCH_CONNECTIONS.',
  );
}
