/**
 * One transaction on one connection. Statements wait until an answer is needed and then travel in one flight, with
 * `begin` before the first and `commit` behind the last.
 */
import { OutcomeError, unavailable } from '@charthouse/fhir-model';
import type pg from 'pg';
import { type BatchOutcome, type StatementResult, sendBatch } from '../connections/batch.ts';
import { isConnectionLost } from '../connections/failures.ts';
import type { Statement } from '../connections/messages.ts';

interface Waiting {
  readonly statement: Statement;
  readonly resolve?: (result: StatementResult) => void;
  readonly reject?: (error: Error) => void;
}

const begin: Statement = { name: 'begin', text: 'begin' };
const commit: Statement = { name: 'commit', text: 'commit' };

/** 503: the connection was lost while `commit` was under way, so the changes may have been kept or not. */
export class CommitUnknown extends OutcomeError {
  constructor(cause: unknown) {
    const { status, issues, headers } = unavailable(
      'The database went away during the commit: the change may have been kept or not. Read before trying again.',
    );
    super(status, issues, headers);
    this.cause = cause;
  }
}

export class Session {
  readonly #client: pg.ClientBase;
  #queue: Waiting[] = [];
  #state: 'idle' | 'scheduled' | 'flying' = 'idle';
  #begun = false;
  /** Why nothing more can run here: the first failure, or the end of the transaction. */
  #closed: Error | undefined;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  /** Sent with the next statement whose answer is needed, or with the commit; a failure surfaces there. */
  defer(statements: readonly Statement[]): void {
    for (const statement of statements) this.#queue.push({ statement });
  }

  /** Statements asked for in one turn of the event loop, or while others are under way, share a flight. */
  run(statement: Statement): Promise<StatementResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ statement, resolve, reject });
      if (this.#state !== 'idle') return;
      this.#state = 'scheduled';
      queueMicrotask(() => this.#depart());
    });
  }

  /** The rows of all the statements. */
  async rows<Row>(statements: readonly Statement[]): Promise<Row[]> {
    const results = await Promise.all(statements.map((statement) => this.run(statement)));
    return results.flatMap((result) => result.rows) as Row[];
  }

  /** Throws the first failure of the transaction, or `CommitUnknown`. */
  async commit(): Promise<void> {
    if (this.#closed) throw this.#closed;
    if (this.#begun || this.#queue.length) await this.#commit();
    this.#closed = new Error('The transaction has been committed; nothing more can be done in it.');
  }

  /** False when the connection cannot be used again. */
  async rollback(): Promise<boolean> {
    this.#closed ??= new Error('The transaction has been rolled back; nothing more can be done in it.');
    if (!this.#begun) return true;
    try {
      await this.#client.query('rollback');
      return true;
    } catch {
      return false;
    }
  }

  async #commit(): Promise<void> {
    let answer: StatementResult;
    try {
      answer = await this.run(commit);
    } catch (error) {
      if (isConnectionLost(error)) throw new CommitUnknown(error);
      throw error;
    }
    if (answer.tag !== 'COMMIT') throw new Error(`Commit was answered with ${answer.tag}.`);
  }

  #depart(): void {
    const flight = this.#queue;
    this.#queue = [];
    this.#state = 'idle';
    if (this.#closed) {
      refuse(flight, this.#closed);
      return;
    }
    if (!this.#begun) flight.unshift({ statement: begin });
    this.#begun = true;
    this.#state = 'flying';
    const statements = flight.map((waiting) => waiting.statement);
    void sendBatch(this.#client, statements).then((outcome) => this.#arrive(flight, outcome));
  }

  #arrive(flight: readonly Waiting[], { completed, error }: BatchOutcome): void {
    this.#state = 'idle';
    completed.forEach((result, i) => {
      flight[i]!.resolve?.(result);
    });
    if (error) {
      this.#closed ??= error;
      refuse(flight.slice(completed.length), error);
    }
    if (this.#queue.some((waiting) => waiting.resolve)) this.#depart();
  }
}

function refuse(flight: readonly Waiting[], error: Error): void {
  for (const { reject } of flight) reject?.(error);
}
