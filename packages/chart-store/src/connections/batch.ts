/**
 * Several statements in one flight: all messages are sent at once and one Sync ends them, so a transaction costs a round
 * trip or two however many statements it has. A failing statement skips the ones behind it. Binary COPY data travels along.
 * https://www.postgresql.org/docs/current/protocol-flow.html (Extended Query, COPY Operations)
 */
import type pg from 'pg';
import { parameter } from './parameter.ts';
import { rowValues } from './row-values.ts';

export interface Statement {
  /** Statements with a name are parsed once per connection. */
  readonly name?: string;
  readonly text: string;
  /** As for `pg`; a Buffer travels in PostgreSQL's binary format. */
  readonly values?: readonly unknown[];
  /** Data of a `copy … from stdin`. */
  readonly copy?: Buffer;
}

export interface StatementResult {
  readonly rows: Record<string, unknown>[];
  /** The command tag, such as `COMMIT` or `UPDATE 3`. */
  tag: string;
}

/** Failure of a batch: `completed` statements before it succeeded. */
export interface BatchOutcome {
  readonly completed: StatementResult[];
  readonly error?: Error;
}

interface Field {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

const copyChunk = 1 << 20;
const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);

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

  submit(connection: pg.Connection): void {
    connection.stream.cork();
    try {
      for (const statement of this.#statements) this.#send(connection, statement);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
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
    this.#fields = [];
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

  #send(connection: pg.Connection, statement: Statement): void {
    const { name = '', text, values = [] } = statement;
    if (!name || !this.#prepared.has(name)) {
      // A batch that failed may have parsed the name or not; closing an unknown name is no error.
      if (name) connection.close({ type: 'S', name }, true);
      connection.parse({ name, text, types: [] }, true);
    }
    connection.bind({ statement: name, values: values.map(parameter) }, true);
    if (!statement.copy) connection.describe({ type: 'P' }, true);
    connection.execute({}, true);
    if (statement.copy) sendCopy(connection, statement.copy);
  }
}

function sendCopy(connection: pg.Connection, data: Buffer): void {
  for (let at = 0; at < data.length; at += copyChunk) {
    const chunk = data.subarray(at, at + copyChunk);
    const header = Buffer.allocUnsafe(5);
    header[0] = 0x64;
    header.writeUInt32BE(chunk.length + 4, 1);
    connection.stream.write(header);
    connection.stream.write(chunk);
  }
  connection.stream.write(copyDone);
}
