/**
 * One transaction on one connection. Statements wait until an answer is needed and then travel in one flight, with
 * `begin` before the first and `commit` behind the last.
 */
import type pg from 'pg';
import { Batch, type StatementResult } from '../connections/batch.ts';
import { isConnectionLost } from '../connections/failures.ts';
import type { Statement } from '../connections/messages.ts';

interface Waiting {
  readonly statement: Statement;
  readonly resolve?: (result: StatementResult) => void;
  readonly reject?: (error: Error) => void;
}

const begin: Statement = { name: 'begin', text: 'begin' };
const commit: Statement = { name: 'commit', text: 'commit' };

const preparedNames = new WeakMap<pg.ClientBase, Set<string>>();

/** The connection was lost while `commit` was under way: the changes may have been kept or not. */
export class CommitUnknown extends Error {}

export class Session {
  readonly #client: pg.ClientBase;
  readonly #prepared: Set<string>;
  #queue: Waiting[] = [];
  #scheduled = false;
  #begun = false;
  #failure: Error | undefined;

  constructor(client: pg.ClientBase) {
    this.#client = client;
    this.#prepared = preparedNames.get(client) ?? new Set();
    preparedNames.set(client, this.#prepared);
  }

  /** Sent with the next statement whose answer is needed, or with the commit; its failure surfaces there. */
  defer(statements: readonly Statement[]): void {
    for (const statement of statements) this.#queue.push({ statement });
  }

  /** Statements asked for in one turn of the event loop share a flight. */
  run(statement: Statement): Promise<StatementResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ statement, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      queueMicrotask(() => this.#flush());
    });
  }

  /** The rows of all the statements. */
  async rows<Row>(statements: readonly Statement[]): Promise<Row[]> {
    const results = await Promise.all(statements.map((statement) => this.run(statement)));
    return results.flatMap((result) => result.rows) as Row[];
  }

  /** Throws the first failure of the transaction, or `CommitUnknown`. */
  async commit(): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (!this.#begun && this.#queue.length === 0) return;
    let answer: StatementResult;
    try {
      answer = await this.run(commit);
    } catch (error) {
      if (isConnectionLost(error)) throw new CommitUnknown('The connection was lost during commit.', { cause: error });
      throw error;
    }
    if (answer.tag !== 'COMMIT') throw new Error(`Commit was answered with ${answer.tag}.`);
  }

  /** False when the connection cannot be used again. */
  async rollback(): Promise<boolean> {
    this.#queue = [];
    if (!this.#begun) return true;
    try {
      await this.#client.query('rollback');
      return true;
    } catch {
      return false;
    }
  }

  #flush(): void {
    const queue = this.#queue;
    this.#queue = [];
    this.#scheduled = false;
    if (this.#failure) {
      fail(queue, this.#failure);
      return;
    }
    if (!this.#begun) queue.unshift({ statement: begin });
    this.#begun = true;
    const statements = queue.map((waiting) => waiting.statement);
    this.#client.query(
      new Batch(statements, this.#prepared, ({ completed, error }) => {
        completed.forEach((result, i) => {
          queue[i]!.resolve?.(result);
        });
        if (!error) return;
        this.#failure = error;
        fail(queue.slice(completed.length), error);
      }),
    );
  }
}

function fail(queue: readonly Waiting[], error: Error): void {
  for (const { reject } of queue) reject?.(error);
}
