/**
 * Access rows of reads wait in memory and are copied every few milliseconds; whoever must not be answered before his row is
 * safe waits for the copy. Nothing is answered that cannot be recorded: while the log cannot be written, callers get 503.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeError, unavailable } from '@charthouse/fhir-model';
import pg from 'pg';
import type { KnownClasses } from '../access/known-classes.ts';
import { sendBatch } from '../connections/batch.ts';
import { asOutcome, conflictOf, isConnectionLost } from '../connections/failures.ts';
import { accessConnection } from '../connections/pools.ts';
import type { AccessRow, AccessWho } from './access-row.ts';
import { type AccessParts, accessStatements, whoStatements } from './statements.ts';
import { withClassLabels, withTouchedLabels } from './touched-labels.ts';

/** Milliseconds from an answer to the copy of its row. */
const window = 18;
/** Rows of one copy at most, and rows that may wait in memory before callers have to. */
const mostOfOne = 2_000;
const mostWaiting = 20_000;
/** Milliseconds: longest wait of a caller, and the pauses between attempts to write. */
const patience = 5_000;
const [shortPause, longPause] = [50, 1_000];

interface AccessLogParts extends AccessParts {
  readonly classes: KnownClasses;
  /** Told once when rows cannot be written; must not log record content. */
  readonly onFailure: (error: unknown) => void;
}

interface Waiting {
  readonly row: AccessRow;
  readonly written?: () => void;
}

export class AccessLog {
  readonly #connectionString: string;
  readonly #parts: AccessLogParts;
  #client: pg.Client | undefined;
  #waiting: Waiting[] = [];
  /** Callers that the database knows. */
  readonly #known = new Set<bigint>();
  #timer: NodeJS.Timeout | undefined;
  #flying: Promise<void> | undefined;
  /** Rows behind those in flight are to be copied right after them. */
  #due = false;
  /** Why the last attempt failed; nothing is answered until one succeeds. */
  #failure: unknown;
  #closed = false;

  constructor(connectionString: string, parts: AccessLogParts) {
    this.#connectionString = connectionString;
    this.#parts = parts;
  }

  /** False while rows cannot be written. */
  get writable(): boolean {
    return this.#failure === undefined && !this.#closed;
  }

  /** @throws OutcomeError 503 while rows cannot be written */
  admit(): void {
    if (this.writable) return;
    const known = asOutcome(this.#failure);
    throw known instanceof OutcomeError ? known : notRecorded();
  }

  /**
   * Takes a row. What it belongs to may be answered at once, or when this resolves: with `durable` after the commit, else when
   * there is room again. Rejects with 503 when that takes too long.
   */
  record(row: AccessRow, durable: boolean): Promise<void> | undefined {
    if (this.#closed) return Promise.reject(notRecorded());
    if (durable || this.#waiting.length >= mostWaiting) return this.#written(row);
    this.#waiting.push({ row });
    this.#timer ??= setTimeout(() => this.#depart(), window);
    return undefined;
  }

  async #written(row: AccessRow): Promise<void> {
    const safe = new Promise<void>((written) => this.#waiting.push({ row, written }));
    this.#depart();
    const late = new AbortController();
    const tooLate = sleep(patience, 'late', { signal: late.signal, ref: false }).catch(() => 'safe');
    const outcome = await Promise.race([safe, tooLate]);
    late.abort();
    if (outcome === 'late') throw notRecorded();
  }

  /** True when the database has this caller already; otherwise it will soon. */
  knows(key: bigint): boolean {
    return this.#known.has(key);
  }

  /** Callers whose rows have been committed. */
  know(keys: Iterable<bigint>): void {
    if (this.#known.size > mostWaiting) this.#known.clear();
    for (const key of keys) this.#known.add(key);
  }

  /** Resolves when every row taken so far is written, or its time is up. */
  async flush(): Promise<void> {
    const end = performance.now() + patience;
    while (this.#waiting.length > 0 || this.#flying) {
      this.#depart();
      const flight = this.#flying;
      await Promise.race([flight, sleep(Math.max(end - performance.now(), 1), undefined, { ref: false })]);
      if (performance.now() >= end) return;
    }
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  #depart(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = this.#flying !== undefined || this.#waiting.length > mostOfOne;
    this.#flying ??= this.#fly().finally(() => {
      this.#flying = undefined;
      if (this.#due && this.#waiting.length > 0 && !this.#closed) this.#depart();
    });
  }

  /** Copies what waits, again and again until it is written. */
  async #fly(): Promise<void> {
    let mayBeWritten = false;
    const flight = this.#waiting.slice(0, mostOfOne);
    for (let pause = shortPause; !this.#closed; pause = Math.min(2 * pause, longPause)) {
      try {
        await this.#write(flight.map(({ row }) => row));
        break;
      } catch (error) {
        // All rows of a flight are written or none: found again, they are those of an attempt whose end was not heard of.
        if (mayBeWritten && conflictOf(error) === 'uniqueKey') break;
        mayBeWritten ||= isConnectionLost(error);
        this.#fail(error, pause);
        await sleep(pause, undefined, { ref: false });
      }
    }
    if (this.#closed) return;
    this.#failure = undefined;
    this.#waiting.splice(0, flight.length);
    for (const { written } of flight) written?.();
  }

  /** A connection that was lost is made again; only who fails twice keeps callers from being answered. */
  #fail(error: unknown, pause: number): void {
    if (pause === shortPause) return;
    if (this.#failure === undefined) this.#parts.onFailure(error);
    this.#failure = error ?? true;
  }

  async #write(rows: readonly AccessRow[]): Promise<void> {
    const fresh = new Map<bigint, AccessWho>();
    const client = this.#client ?? (await this.#open());
    const whole = await this.#labelled(rows, client);
    for (const { who } of whole) {
      const key = this.#parts.keys.who(who);
      if (!this.#known.has(key)) fresh.set(key, who);
    }
    const { error } = await sendBatch(client, [...whoStatements(fresh), ...accessStatements(whole, this.#parts)]);
    if (error && isConnectionLost(error)) this.#client = undefined;
    if (error) throw error;
    this.know(fresh.keys());
  }

  async #labelled(rows: readonly AccessRow[], client: pg.Client): Promise<readonly AccessRow[]> {
    try {
      return await withTouchedLabels(await withClassLabels(rows, this.#parts.classes), client);
    } catch (error) {
      if (isConnectionLost(error)) this.#client = undefined;
      throw error;
    }
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client(accessConnection(this.#connectionString));
    client.on('error', () => {});
    client.once('end', () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    this.#client = client;
    return client;
  }
}

function notRecorded() {
  return unavailable(
    'The access log cannot be written, and nothing is answered that cannot be recorded. Try again shortly.',
  );
}
