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

/** To be given to `client.query` of a client without `pipeline`; `done` is called exactly once. */
export class Batch implements pg.Submittable {
  readonly #statements: readonly Statement[];
  readonly #prepared: Set<string>;
  readonly #completed: StatementResult[] = [];
  #done: ((outcome: BatchOutcome) => void) | undefined;
  #fields: Field[] = [];
  #rows: Record<string, unknown>[] = [];

  /** `prepared` holds the names already parsed on this connection, and is kept up to date. */
  constructor(statements: readonly Statement[], prepared: Set<string>, done: (outcome: BatchOutcome) => void) {
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
        writeStatement(out, statement, !this.#prepared.has(name) && !parsed.has(name));
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
    this.#fields = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: rowValues.getTypeParser(dataTypeID, 'text'),
    }));
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    this.#fields.forEach((field, i) => {
      const text = message.fields[i]!;
      row[field.name] = text === null ? null : field.parse(text);
    });
    this.#rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    const { name } = this.#statements[this.#completed.length]!;
    if (name) this.#prepared.add(name);
    this.#completed.push({ rows: this.#rows, tag: message.text });
    this.#rows = [];
  }

  handleError(error: Error): void {
    this.#settle({ completed: this.#completed, error });
  }

  handleReadyForQuery(): void {
    this.#settle({ completed: this.#completed });
  }

  /** The data is already on its way. */
  handleCopyInResponse(): void {}

  #settle(outcome: BatchOutcome): void {
    this.#done?.(outcome);
    this.#done = undefined;
  }
}
