/** Messages to PostgreSQL as bytes: https://www.postgresql.org/docs/current/protocol-message-formats.html */

/** One message: its letter, its length, its fields. */
function message(letter: string, ...fields: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(4 + fields.reduce((sum, field) => sum + field.length, 0), 1);
  return Buffer.concat([head, ...fields]);
}

function cstring(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export const sync = message('S');

/** Runs a prepared statement; `fields` are its parameters in binary, each behind its length. */
export function execute(name: string, fields: Buffer = Buffer.alloc(0), count = 0): Buffer {
  const bind = [cstring(''), cstring(name), int16(1), int16(1), int16(count), fields, int16(0)];
  return Buffer.concat([message('B', ...bind), message('E', cstring(''), int32(0))]);
}

export function prepare(name: string, text: string): Buffer {
  return message('P', cstring(name), cstring(text), int16(0));
}

const copyHead = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** Rows (fields behind their lengths) as the data of a binary COPY. */
export function copyData(rows: readonly Buffer[], columns: number): Buffer {
  const tuples = rows.flatMap((row) => [int16(columns), row]);
  return Buffer.concat([message('d', copyHead, ...tuples, int16(-1)), message('c')]);
}
