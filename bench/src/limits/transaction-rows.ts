/** The very rows that the server wrote, one transaction after the other, in PostgreSQL's binary form. */
import { buffer } from 'node:stream/consumers';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** The tables that a write fills, in the order in which the server does. */
const tables = ['res', 'tok', 'str', 'dat', 'qty', 'ref', 'outbox'] as const;

export type TableName = (typeof tables)[number];

/** Columns that the database fills by itself. */
const selfFilled: ReadonlySet<string> = new Set(['outbox.xid', 'outbox.seq']);

export interface Table {
  readonly name: TableName;
  readonly columns: readonly string[];
  /** Types by column, as SQL writes them. */
  readonly types: readonly string[];
}

/** Rows of one transaction: fields behind their lengths, without their count. */
export interface TransactionRows {
  /** Resources written. */
  readonly resources: number;
  readonly rows: ReadonlyMap<Table, readonly Buffer[]>;
}

/** Which transactions: those after one (`after`), as decimal text of its number. */
export interface Wanted {
  readonly after: string;
}

/** What each transaction that created something wrote, in the order in which they began; created rows that were updated since are left out. */
export async function transactionRows(
  client: pg.Client,
  { after }: Wanted = { after: '0' },
): Promise<TransactionRows[]> {
  await client.query('set enable_nestloop = off'); // tables without statistics: everything is joined whole
  const byXid = new Map<bigint, Map<Table, Buffer[]>>();
  for (const name of tables) {
    const table = await describe(client, name);
    for (const { xid, fields } of tuplesOf(await dump(client, table, after))) {
      const rows = byXid.get(xid) ?? new Map<Table, Buffer[]>();
      byXid.set(xid, rows.set(table, [...(rows.get(table) ?? []), fields]));
    }
  }
  return [...byXid]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => ({ resources: [...rows.values()][0]?.length ?? 0, rows }));
}

/** The newest transaction of the record so far. */
export async function newestXid(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ xid: string }>(`select coalesce(max(xid), '0')::text as xid from outbox`);
  return rows[0]?.xid ?? '0';
}

async function describe(client: pg.Client, name: TableName): Promise<Table> {
  const { rows } = await client.query<{ column: string; type: string }>(
    `select attname as column, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [name],
  );
  const kept = rows.filter(({ column }) => !selfFilled.has(`${name}.${column}`));
  return { name, columns: kept.map(({ column }) => column), types: kept.map(({ type }) => type) };
}

async function dump(client: pg.Client, { name, columns }: Table, after: string): Promise<Buffer> {
  const listed = columns.map((column) => `t.${column}`).join(', ');
  const same = name === 'outbox' ? 't.xid = w.xid and t.seq = w.seq' : 't.rid = w.rid';
  const text = `copy (
    select w.xid, ${listed} from outbox w join res r on r.rid = w.rid and r.ver = w.ver join ${name} t on ${same}
    where w.xid > '${BigInt(after)}'::xid8 and w.op = 'C' order by w.xid, w.seq) to stdout (format binary)`;
  return buffer(client.query(copyTo(text)));
}

const headLength = 19;

/** https://www.postgresql.org/docs/current/sql-copy.html (Binary Format); the first field is the transaction. */
function* tuplesOf(data: Buffer): Generator<{ xid: bigint; fields: Buffer }> {
  let at = headLength;
  for (let count = data.readInt16BE(at); count >= 0; count = data.readInt16BE(at)) {
    const xid = data.readBigInt64BE(at + 6);
    const start = at + 14;
    at = start;
    for (let field = 1; field < count; field++) at += 4 + Math.max(0, data.readInt32BE(at));
    yield { xid, fields: data.subarray(start, at) };
  }
}
