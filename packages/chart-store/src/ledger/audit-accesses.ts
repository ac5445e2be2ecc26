/** Batches of access rows as they are stored now. */
import { raw, type Sql, sql } from '@charthouse/fhir-search';
import { accessBatch, type Statement } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { besideText, rowColumns, whoText } from './content.ts';
import { hash, sha256 } from './cryptography.ts';
import { accessId, markLength, marksOf, saltLength, since2000 } from './leaves.ts';
import { storedText } from './stored-text.ts';

export interface Batch {
  readonly pos: bigint;
  readonly salt: Uint8Array;
  /** The beginning of each hash of the inner tree. */
  readonly marks: Uint8Array;
  /** In the order of the inner tree. */
  readonly rows: readonly BatchRow[];
}

export interface BatchRow {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly time: bigint;
  readonly salt: Uint8Array;
  /** Of what is stored; empty: nothing is any more. */
  readonly content: Uint8Array;
}

interface KeysRow {
  readonly pos: string;
  readonly salt: Uint8Array;
  readonly marks: Uint8Array;
  /** `at` (microseconds since 2000, as PostgreSQL sends it), `n` and salt of each row, one behind the other. */
  readonly keys: Buffer;
}

const slot = 16 + saltLength;
const gone = new Uint8Array();

const keys: Sql = raw(`(select string_agg(timestamptz_send(k.at) || int8send(k.n) || k.salt, ''::bytea order by k.place)
  from unnest(b.at, b.n, b.salts) with ordinality k (at, n, salt, place))`);

const { at: _, ...columns } = Object.fromEntries(
  [...rowColumns.texts, ...rowColumns.numbers].map((name) => [name, `l.${name}::text`]),
);
const stored = Object.entries({ ...columns, who: 'l.who::text', ...besideText })
  .map(([name, expression]) => `${expression} as ${name}`)
  .join(', ');

/** What is stored of a row; `batch` and `place` (from 1) say where it stands. */
type StoredRow = Readonly<Record<string, string | null>> & { readonly batch: string; readonly place: string };

/** `where`: of `b`, ledger_accesses. In the order of the log. */
export async function readBatches(query: Within, where: Sql): Promise<Batch[]> {
  const [batches, rows] = await Promise.all([
    query<KeysRow>(
      sql`select b.pos::text, b.salt, b.marks, ${keys} as keys from ledger_accesses b where ${where} order by b.pos`,
    ),
    query<StoredRow>(sql`
      select b.pos::text as batch, k.place::text, ${raw(stored)}
      from ledger_accesses b cross join lateral unnest(b.at, b.n) with ordinality k (at, n, place)
      join access_log l on l.at = k.at and l.n = k.n left join access_query q on q.at = l.at and q.n = l.n where ${where}`),
  ]);
  const callers = await callersOf(query, new Set(rows.map(({ who }) => who!)));
  const byBatch = new Map(batches.map((batch) => [batch.pos, placesOf(batch)]));
  for (const row of rows) {
    const place = byBatch.get(row.batch)?.[Number(row.place) - 1];
    if (place) place.content = sha256(storedText(row, { at: place.time, who: callers.get(row.who!) }));
  }
  return batches.map(({ pos, salt, marks }) => ({ pos: BigInt(pos), salt, marks, rows: byBatch.get(pos)! }));
}

function placesOf({ keys }: KeysRow): { -readonly [K in keyof BatchRow]: BatchRow[K] }[] {
  return Array.from({ length: keys.length / slot }, (_, i) => {
    const row = keys.subarray(i * slot, (i + 1) * slot);
    const [at, n] = [row.readBigInt64BE(0) + since2000, row.readBigInt64BE(8)];
    return { id: accessId(at, n), time: at, salt: row.subarray(16), content: gone };
  });
}

/** Many rows have one caller: the text is made once. */
async function callersOf(query: Within, who: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (who.size === 0) return new Map();
  const rows = await query<{ who: string; text: string }>(
    sql`select w.who::text, ${whoText} as text from access_who w where w.who = any(${[...who]}::int8[])`,
  );
  return new Map(rows.map(({ who, text }) => [who, text]));
}

const isThere = ({ content }: BatchRow) => content !== gone;

/** Undefined: no row of it is there. */
export function batchStatement(batch: Batch): Statement | undefined {
  const rows = batch.rows.filter(isThere);
  return rows.length > 0 ? accessBatch(rows, hash).statement : undefined;
}

/** The first row of a batch that is not as it was: its id, and what became of it. */
export function firstDifference(batch: Batch): { readonly id: string; readonly gone: boolean } | undefined {
  const marks = batch.rows.length > 0 ? marksOf(accessBatch(withAny(batch.rows), hash).leafHashes) : gone;
  const at = batch.rows.findIndex((row, i) => {
    const [from, to] = [i * markLength, (i + 1) * markLength];
    return !isThere(row) || !Buffer.from(marks.subarray(from, to)).equals(batch.marks.subarray(from, to));
  });
  const row = batch.rows[at];
  return row && { id: row.id, gone: !isThere(row) };
}

/** A row that is gone has a digest too, which is none of its. */
function withAny(rows: readonly BatchRow[]): BatchRow[] {
  const none = new Uint8Array(32);
  return rows.map((row) => (isThere(row) ? row : { ...row, content: none }));
}
