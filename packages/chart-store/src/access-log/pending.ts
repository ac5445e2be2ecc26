/** Tells the ledger's sequencer of access rows, with the hashes of their inner tree: what it then needs not read back. docs/ledger.md */
import type { Statement } from '../connections/messages.ts';
import type { ByteWriter } from '../encode/byte-writer.ts';
import { writeField } from '../encode/columns.ts';
import { writeArray } from '../encode/rows.ts';
import { sha256 } from '../ledger/cryptography.ts';
import { accessLeafHash, saltLength } from '../ledger/leaves.ts';
import type { AccessRow } from './access-row.ts';

export interface Leaves {
  /** One behind the other. */
  readonly salts: Buffer;
  /** `rowContent` of each row. */
  readonly contents: readonly string[];
}

const add = `insert into access_pending (at, n, first, last, salts, hashes)
values ($1::timestamptz[], $2::int8[], $3::timestamptz, $4::timestamptz, $5::bytea[], $6::bytea)`;

export function pendingStatements(rows: readonly AccessRow[], leaves: Leaves | undefined): Statement[] {
  if (rows.length === 0) return [];
  const salts = leaves && rows.map((_, i) => leaves.salts.subarray(i * saltLength, (i + 1) * saltLength));
  const hashes = leaves && Buffer.concat(rows.map((row, i) => leafHash(row, leaves.contents[i]!, salts![i]!)));
  const times = rows.map((row) => row.at);
  const write = (out: ByteWriter) => {
    writeArray(out, 'timestamptz', times);
    writeArray(
      out,
      'int8',
      rows.map((row) => row.n),
    );
    const sorted = times.toSorted((a, b) => (a < b ? -1 : 1));
    for (const time of [sorted.at(0)!, sorted.at(-1)!]) writeField(out, 'timestamptz', time);
    if (salts) writeArray(out, 'bytea', salts);
    else writeField(out, 'bytea', null);
    writeField(out, 'bytea', hashes ?? null);
  };
  return [{ name: 'pending access', text: add, parameters: { count: 6, binary: true, write } }];
}

function leafHash({ at, n }: AccessRow, content: string, salt: Uint8Array): Uint8Array {
  return accessLeafHash({ at, n, content: sha256(content), salt });
}
