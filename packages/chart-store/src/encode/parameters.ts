/** The parameters of a statement, as fields of a Bind message. */
import { outcomes } from '@charthouse/fhir-model';
import type { ByteWriter } from './byte-writer.ts';
import { writeField } from './columns.ts';
import type { Rows } from './rows.ts';
import { writeArray } from './rows.ts';
import { textParameter } from './text-parameter.ts';

export interface Parameters {
  readonly count: number;
  /** Whether each is in PostgreSQL's binary format (true for all), or which are. */
  readonly binary: boolean | readonly boolean[];
  /** Writes `count` fields. */
  write(out: ByteWriter): void;
}

/** Every value on its own, row by row. */
export function valueParameters({ columns, rows }: Rows): Parameters {
  return {
    count: columns.length * rows.length,
    binary: true,
    write: (out) => {
      for (const row of rows) for (let i = 0; i < columns.length; i++) writeField(out, columns[i]!.type, row[i]!);
    },
  };
}

/** One array per column. */
export function arrayParameters({ columns, rows }: Rows): Parameters {
  return {
    count: columns.length,
    binary: true,
    write: (out) => {
      columns.forEach((column, i) => {
        const values = rows.map((row) => row[i]!);
        writeArray(out, column.type, values);
      });
    },
  };
}

/** The protocol counts them in 16 bits. */
const mostParameters = 65_535;

/**
 * Values of any statement, as text; bytes in binary. Throws on values that have no form.
 * @throws OutcomeError 400: more than a statement can have
 */
export function anyParameters(values: readonly unknown[]): Parameters {
  if (values.length > mostParameters)
    throw outcomes.tooCostly(
      'The lists of this search have more values than one statement can hold; ask for fewer, or in several searches.',
    );
  const fields = values.map(textParameter);
  return {
    count: fields.length,
    binary: fields.map((field) => field instanceof Uint8Array),
    write: (out) => {
      for (const field of fields) writeField(out, field instanceof Uint8Array ? 'bytea' : 'text', field);
    },
  };
}
