/** Batches of access rows as they are stored now. */
import { raw, type Sql } from '@charthouse/fhir-search';
import { accessBatch, type Statement } from '@charthouse/ledger';
import { accessJoins, accessText } from './content.ts';
import { hash } from './cryptography.ts';
import { accessId, markLength, marksOf, saltLength, since2000 } from './leaves.ts';

export interface BatchRow {
  readonly pos: string;
  readonly salt: Uint8Array;
  /** `at` (microseconds since 2000, as PostgreSQL sends it), `n`, salt and digest of each row in order, one behind the other; 32 zeroes: it is gone. */
  readonly rows: Buffer;
  readonly marks: Uint8Array;
}

const digestLength = 32;
const slot = 16 + saltLength + digestLength;
const gone = Buffer.alloc(digestLength);

/** Of a `BatchRow`; `b`: ledger_accesses. */
export const batchColumns: Sql = raw(`b.pos::text, b.salt, b.marks, (
  select string_agg(timestamptz_send(k.at) || int8send(k.n) || k.salt || coalesce(
    case when l.n is not null then pg_catalog.sha256(pg_catalog.convert_to(${accessText.text}, 'UTF8')) end, '\\x${'00'.repeat(digestLength)}'::bytea),
    ''::bytea order by k.place)
  from unnest(b.at, b.n, b.salts) with ordinality k (at, n, salt, place)
  left join access_log l on l.at = k.at and l.n = k.n ${accessJoins.text}) as rows`);

/** The rows that are there. */
export function rowsOfBatch({ rows }: Pick<BatchRow, 'rows'>) {
  return Array.from({ length: rows.length / slot }, (_, i) => {
    const row = rows.subarray(i * slot, (i + 1) * slot);
    const [at, n] = [row.readBigInt64BE(0) + since2000, row.readBigInt64BE(8)];
    const content = row.subarray(16 + saltLength);
    return {
      id: accessId(at, n),
      time: at,
      content,
      salt: row.subarray(16, 16 + saltLength),
      there: !content.equals(gone),
    };
  });
}

/** Undefined: no row of it is there. */
export function batchStatement(batch: BatchRow): Statement | undefined {
  const rows = rowsOfBatch(batch).filter(({ there }) => there);
  return rows.length > 0 ? accessBatch(rows, hash).statement : undefined;
}

/** The first row of a batch that is not as it was: its id, and what became of it. */
export function firstDifference(batch: BatchRow): { readonly id: string; readonly gone: boolean } | undefined {
  const rows = rowsOfBatch(batch);
  const marks = rows.length > 0 ? marksOf(accessBatch(rows, hash).leafHashes) : new Uint8Array();
  const at = rows.findIndex(({ there }, i) => {
    const [from, to] = [i * markLength, (i + 1) * markLength];
    return !there || !Buffer.from(marks.subarray(from, to)).equals(batch.marks.subarray(from, to));
  });
  const row = rows[at];
  return row && { id: row.id, gone: !row.there };
}
