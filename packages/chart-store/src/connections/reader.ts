/**
 * Point reads: one connection that many callers share. All reads that wait travel in one flight, one flight at a time, so
 * the busier it is the less each costs. It reopens by itself; a read that meets a lost connection waits for the new one,
 * up to a limit. Only short read-only statements belong here: a slow one delays all behind it.
 */
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { unavailable } from '@charthouse/fhir-model';
import pg from 'pg';
import { anyParameters } from '../encode/parameters.ts';
import { type BatchOutcome, sendBatch } from './batch.ts';
import { isConnectionLost } from './failures.ts';
import type { Statement } from './messages.ts';
import { rowValues } from './row-values.ts';

/** Longest wait of a read for a lost database, in milliseconds. */
const patience = 1500;

/** Reads of one flight at most, so that the first of them need not wait for very many bodies. */
const mostInFlight = 64;

/** Planned once: what a permit adds takes longer to plan than to run. Keyed lookups only, whatever size tables had then. */
const settings =
  '-c default_transaction_read_only=on -c statement_timeout=5000 -c timezone=UTC -c datestyle=ISO -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off';

export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

interface Waiting {
  readonly statement: Statement;
  readonly deadline: number;
  readonly resolve: (rows: Record<string, unknown>[]) => void;
  readonly reject: (error: unknown) => void;
}

export class Reader {
  readonly #connectionString: string;
  #client: pg.Client | undefined;
  #waiting: Waiting[] = [];
  #flying = false;
  #closed = false;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  query<Row>({ name, text }: NamedStatement, values: readonly unknown[]): Promise<Row[]> {
    const statement = { name, text, parameters: anyParameters(values) };
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        statement,
        deadline: Date.now() + patience,
        resolve: resolve as Waiting['resolve'],
        reject,
      });
      if (!this.#flying) void this.#fly();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }

  /** Flight after flight until nobody waits. */
  async #fly(): Promise<void> {
    this.#flying = true;
    while (this.#waiting.length) {
      await turn();
      let client: pg.Client;
      try {
        client = this.#client ?? (await this.#connected(this.#waiting[0]!.deadline));
      } catch (error) {
        this.#dropLate(error);
        continue;
      }
      const flight = this.#waiting.splice(0, mostInFlight);
      const statements = flight.map(({ statement }) => statement);
      this.#arrive(client, flight, await sendBatch(client, statements));
    }
    this.#flying = false;
  }

  #arrive(client: pg.Client, flight: readonly Waiting[], { completed, error }: BatchOutcome): void {
    completed.forEach(({ rows }, i) => {
      flight[i]!.resolve(rows);
    });
    if (!error) return;
    const rest = flight.slice(completed.length);
    if (!isConnectionLost(error)) rest.shift()?.reject(error);
    else if (this.#client === client) this.#client = undefined;
    this.#waiting.unshift(...rest);
    if (isConnectionLost(error)) this.#dropLate(error);
  }

  /** Those who waited too long for a connection get the error; at least the first one does. */
  #dropLate(error: unknown): void {
    const now = Date.now();
    const isLate = ({ deadline }: Waiting) => this.#closed || !isConnectionLost(error) || deadline <= now;
    const late = this.#waiting.filter(isLate);
    this.#waiting = this.#waiting.filter((waiting) => !isLate(waiting));
    for (const { reject } of late) reject(error);
  }

  /** Tries until the deadline. */
  async #connected(deadline: number): Promise<pg.Client> {
    for (let attempt = 1; ; attempt++) {
      if (this.#closed) throw unavailable('The store is closed.');
      try {
        return await this.#open();
      } catch (error) {
        const pause = Math.min(20 * 2 ** attempt, 500) * (0.5 + Math.random() / 2);
        if (!isConnectionLost(error) || Date.now() > deadline) throw error;
        await sleep(Math.min(pause, Math.max(deadline - Date.now(), 1)));
      }
    }
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      keepAlive: true,
      connectionTimeoutMillis: 2000,
      application_name: 'charthouse read',
      options: settings,
      types: rowValues,
    });
    client.on('error', () => {});
    client.once('end', () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    if (this.#closed) await client.end();
    else this.#client = client;
    return client;
  }
}
