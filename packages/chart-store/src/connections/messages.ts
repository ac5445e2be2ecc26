/** The messages of the extended query protocol. https://www.postgresql.org/docs/current/protocol-message-formats.html */
import type { ByteWriter } from '../encode/byte-writer.ts';
import type { Parameters } from '../encode/parameters.ts';
import { type Rows, writeCopyData } from '../encode/rows.ts';

export interface Statement {
  /** Statements with a name are parsed once per connection. */
  readonly name?: string;
  readonly text: string;
  readonly parameters?: Parameters;
  /** Planned once for all values, on a connection for searches. */
  readonly once?: boolean;
  /** Data of a `copy … from stdin (format binary)`. */
  readonly copy?: Rows;
}

const noParameters: Parameters = { count: 0, binary: true, write: () => {} };

/** Everything from Parse and Describe (when asked for) to Execute and the data of a COPY. */
export function writeStatement(
  out: ByteWriter,
  statement: Statement,
  { parse, describe }: { readonly parse: boolean; readonly describe: boolean },
): void {
  const { name = '', text, parameters = noParameters, copy } = statement;
  if (parse) {
    // A batch that failed may have parsed the name or not; closing an unknown name is no error.
    if (name) message(out, 'C', () => writeTarget(out, name));
    message(out, 'P', () => {
      out.cstring(name);
      out.cstring(text);
      out.int16(0);
    });
  }
  message(out, 'B', () => writeBind(out, name, parameters));
  if (describe && !copy) message(out, 'D', () => writePortal(out));
  message(out, 'E', () => {
    out.cstring('');
    out.int32(0);
  });
  if (!copy) return;
  message(out, 'd', () => writeCopyData(out, copy));
  message(out, 'c', () => {});
}

export function writeSync(out: ByteWriter): void {
  message(out, 'S', () => {});
}

function writeBind(out: ByteWriter, name: string, { count, binary, write }: Parameters): void {
  out.cstring('');
  out.cstring(name);
  const formats = typeof binary === 'boolean' ? [binary] : binary;
  out.int16(formats.length);
  for (const format of formats) out.int16(format ? 1 : 0);
  out.int16(count);
  write(out);
  out.int16(0);
}

function writeTarget(out: ByteWriter, statement: string): void {
  out.uint8('S'.charCodeAt(0));
  out.cstring(statement);
}

function writePortal(out: ByteWriter): void {
  out.uint8('P'.charCodeAt(0));
  out.cstring('');
}

function message(out: ByteWriter, code: string, body: () => void): void {
  out.uint8(code.charCodeAt(0));
  const start = out.length;
  out.int32(0);
  body();
  out.patchInt32(start, out.length - start);
}
