/**
 * Several statements in one flight: all messages are sent at once and one Sync ends them, so a transaction costs a round
 * trip or two however many statements it has. A failing statement skips the ones behind it. Binary COPY data travels along.
 * https://www.postgresql.org/docs/current/protocol-flow.html (Extended Query, COPY Operations)
 */
import type pg from 'pg';
import { ByteWriter } from '../encode/byte-writer.ts';
import { type Statement, writeStatement, writeSync } from './messages.ts';
import { rowValues } from './row-values.ts';

export interface StatementResult {
  readonly rows: Record<string, unknown>[];
  /** The command tag, such as `COMMIT` or `UPDATE 3`. */
  readonly tag: string;
}

/** What came of a batch: the first statements succeeded; with an error the next one failed and the rest never ran. */
export interface BatchOutcome {
  readonly completed: readonly StatementResult[];
  readonly error?: Error;
}

interface Field {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** The statements already parsed on a connection, by name, with the columns they answer. */
type PreparedStatements = Map<string, readonly Field[]>;

const prepared = new WeakMap<pg.ClientBase, PreparedStatements>();

/** Sends all statements at once. Never rejects: a failure is part of what came of them. */
export function sendBatch(client: pg.ClientBase, statements: readonly Statement[]): Promise<BatchOutcome> {
  let known = prepared.get(client);
  if (!known) {
    known = new Map();
    prepared.set(client, known);
  }
  const own = known;
  return new Promise((resolve) => {
    client.query(new Batch(statements, own, resolve));
  });
}

/** To be given to `client.query` of a client without `pipeline`; `done` is called exactly once. */
class Batch implements pg.Submittable {
  readonly #statements: readonly Statement[];
  readonly #prepared: PreparedStatements;
  readonly #completed: StatementResult[] = [];
  #done: ((outcome: BatchOutcome) => void) | undefined;
  #described: readonly Field[] | undefined;
  #rows: Record<string, unknown>[] = [];

  /** `prepared` is of the connection that the batch is given to, and is kept up to date. */
  constructor(statements: readonly Statement[], prepared: PreparedStatements, done: (outcome: BatchOutcome) => void) {
    this.#statements = statements;
    this.#prepared = prepared;
    this.#done = done;
  }

  /** An error that is returned, not thrown, leaves the connection usable: `pg` gives it to `handleError`. */
  submit(connection: pg.Connection): Error | undefined {
    const out = new ByteWriter(8192);
    const parsed = new Set<string>();
    try {
      for (const statement of this.#statements) {
        const { name = '' } = statement;
        const known = this.#prepared.has(name);
        writeStatement(out, statement, { parse: !known && !parsed.has(name), describe: !known });
        if (name) parsed.add(name);
      }
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
    writeSync(out);
    connection.stream.write(out.finish());
    return undefined;
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#described = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: rowValues.getTypeParser(dataTypeID, 'text'),
    }));
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const fields = this.#described ?? this.#prepared.get(this.#current().name ?? '') ?? [];
    const row: Record<string, unknown> = {};
    for (let i = 0; i < fields.length; i++) {
      const { name, parse } = fields[i]!;
      const text = message.fields[i]!;
      row[name] = text === null ? null : parse(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    const { name } = this.#current();
    if (name && !this.#prepared.has(name)) this.#prepared.set(name, this.#described ?? []);
    this.#completed.push({ rows: this.#rows, tag: message.text });
    this.#rows = [];
    this.#described = undefined;
  }

  handleError(error: Error): void {
    this.#settle({ completed: this.#completed, error });
  }

  handleReadyForQuery(): void {
    this.#settle({ completed: this.#completed });
  }

  /** The data is already on its way. */
  handleCopyInResponse(): void {}

  /** The statement that is being answered. */
  #current(): Statement {
    return this.#statements[this.#completed.length]!;
  }

  #settle(outcome: BatchOutcome): void {
    this.#done?.(outcome);
    this.#done = undefined;
  }
}
