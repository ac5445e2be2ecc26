/** Reads a table as segments of bounded size, cut between rows: COPY text format, compressed. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupTable } from './manifest.ts';

export interface Piece {
  readonly rows: number;
  /** gzip of rows in COPY text format. */
  readonly content: Buffer;
}

/** Uncompressed bytes of a segment. */
const segmentBytes = 8 * 2 ** 20;
const compress = promisify(gzip);
const newline = 0x0a;

/**
 * Transaction numbers mean nothing in another cluster, and new ones there may be smaller: the outbox is written in commit order
 * with numbers that any new row comes after, and its readers' positions likewise.
 */
const rewritten: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  outbox: { xid: `'3'::xid8`, seq: 'row_number() over (order by xid, seq)' },
  access_pending: { xid: `'3'::xid8` },
  ledger_change: { xid: `'3'::xid8` },
  outbox_consumer: {
    xid: `'3'::xid8`,
    seq: '(select count(*) from outbox o where (o.xid, o.seq) <= (t.xid, t.seq))',
  },
};

export async function* copyOut(client: pg.Client, { name, columns }: BackupTable): AsyncGenerator<Piece> {
  const list = columns.map((column) => rewritten[name]?.[column] ?? pg.escapeIdentifier(column)).join(', ');
  const stream = client.query(copyTo(`copy (select ${list} from ${pg.escapeIdentifier(name)} t) to stdout`));
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parts.push(chunk);
    size += chunk.length;
    if (size < segmentBytes) continue;
    const all = Buffer.concat(parts, size);
    const end = all.lastIndexOf(newline) + 1;
    yield piece(all.subarray(0, end));
    parts = [all.subarray(end)];
    size -= end;
  }
  if (size > 0) yield piece(Buffer.concat(parts, size));
}

async function piece(rows: Buffer): Promise<Piece> {
  let count = 0;
  for (let at = rows.indexOf(newline); at >= 0; at = rows.indexOf(newline, at + 1)) count++;
  return { rows: count, content: await compress(rows, { level: 3 }) };
}
