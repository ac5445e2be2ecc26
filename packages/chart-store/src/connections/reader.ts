/**
 * Point reads: one pipelined connection that many callers share. It reopens by itself; a read that meets a lost
 * connection waits for the new one, up to a limit. Only short read-only statements belong here: a slow one delays all behind it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { unavailable } from '@charthouse/fhir-model';
import pg from 'pg';
import { isConnectionLost } from './failures.ts';
import { rowValues } from './row-values.ts';

/** Longest wait of a read for a lost database, in milliseconds. */
const patience = 1500;

export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

export class Reader {
  readonly #connectionString: string;
  #client: pg.Client | undefined;
  #opening: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  async query<Row extends pg.QueryResultRow>(statement: NamedStatement, values: unknown[]): Promise<Row[]> {
    const deadline = Date.now() + patience;
    for (;;) {
      const client = this.#client ?? (await this.#connected(deadline));
      try {
        return (await client.query<Row>({ name: statement.name, text: statement.text, values })).rows;
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
        if (this.#client === client) this.#client = undefined;
        if (Date.now() > deadline) throw error;
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  /** The shared attempt to connect, tried again until the deadline of this caller. */
  async #connected(deadline: number): Promise<pg.Client> {
    for (let attempt = 1; ; attempt++) {
      if (this.#closed) throw unavailable('The store is closed.');
      try {
        this.#opening ??= this.#open().finally(() => {
          this.#opening = undefined;
        });
        return await this.#opening;
      } catch (error) {
        const pause = Math.min(20 * 2 ** attempt, 500) * (0.5 + Math.random() / 2);
        if (!isConnectionLost(error) || Date.now() + pause > deadline) throw error;
        await sleep(pause);
      }
    }
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: 2000,
      application_name: 'charthouse read',
      options: '-c default_transaction_read_only=on -c statement_timeout=5000 -c timezone=UTC -c datestyle=ISO',
      types: rowValues,
    } as pg.ClientConfig);
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
