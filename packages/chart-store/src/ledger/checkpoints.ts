/** Signed heads of the tree: made only of what is committed, never two at one size. https://c2sp.org/tlog-checkpoint */
import { raw, sql } from '@charthouse/fhir-search';
import {
  type Edge,
  parseCheckpoint,
  parseNote,
  rootOfEdge,
  signNote,
  type VerifierKey,
  writeCheckpoint,
  writeNote,
} from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { hash } from './cryptography.ts';

export interface LedgerSigner {
  /** Named as the log's origin. */
  readonly key: VerifierKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** Where the last head is kept outside of the database, so that an older copy of the database is recognised. */
export interface KeptHead {
  /** A note. */
  read(): Promise<string | undefined>;
  /** Durable when it resolves. */
  write(note: string): Promise<void>;
}

export interface Checkpoint {
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly note: string;
}

/** A checkpoint of a committed tree, signed by every signer. */
export async function signCheckpoint(edge: Edge, signers: readonly LedgerSigner[]): Promise<Checkpoint> {
  const origin = signers[0]!.key.name;
  const root = rootOfEdge(edge, hash);
  const text = writeCheckpoint({ origin, size: edge.size, root, extensions: [] });
  const signatures = await Promise.all(signers.map(({ key, sign }) => signNote(text, key, sign)));
  return { size: edge.size, root, note: writeNote({ text, signatures }) };
}

/** First where it outlives the database, then where others read it. */
export async function publish(query: Within, checkpoint: Checkpoint, head: KeptHead): Promise<void> {
  await head.write(checkpoint.note);
  await query(sql`
    insert into ledger_checkpoint (size, note) values (${checkpoint.size}::int8, ${checkpoint.note}) on conflict do nothing`);
}

/**
 * Of the checkpoints older than an hour one for each minute is kept, and all that a witness cosigned. Whoever keeps another one
 * can still compare it: any two checkpoints tell of one tree.
 */
export async function thinCheckpoints(query: Within): Promise<void> {
  await query(sql`
    delete from ledger_checkpoint c using (
      select size, row_number() over (partition by date_trunc('minute', signed) order by size desc) as place
      from ledger_checkpoint where signed < now() - interval '1 hour') old
    where c.size = old.size and old.place > 1 and not exists (select from ledger_cosignature s where s.size = c.size)`);
}

const noteColumns = raw(`c.size::text, c.note ||
  coalesce((select string_agg(s.line || E'\\n', '' order by s.witness) from ledger_cosignature s where s.size = c.size), '') as text`);

/** The newest checkpoint, with the cosignatures of witnesses. */
export async function latestCheckpoint(query: Within): Promise<string | undefined> {
  const [row] = await query<{ text: string }>(
    sql`select ${noteColumns} from ledger_checkpoint c order by c.size desc limit 1`,
  );
  return row?.text;
}

/** The newest checkpoint that witnesses cosigned and that holds the leaf; else the newest that holds it. */
export async function checkpointFrom(
  query: Within,
  index: bigint,
): Promise<{ readonly size: bigint; readonly text: string } | undefined> {
  const holds = sql`c.size > ${index}::int8`;
  const [row] = await query<{ size: string; text: string }>(sql`
    select ${noteColumns} from ledger_checkpoint c where c.size = coalesce(
      (select max(c.size) from ledger_cosignature c where ${holds}), (select max(c.size) from ledger_checkpoint c where ${holds}))`);
  return row && { size: BigInt(row.size), text: row.text };
}

/** Size and root that a note states. Its signatures are not looked at. */
export function headOf(note: string): { readonly origin: string; readonly size: bigint; readonly root: Uint8Array } {
  return parseCheckpoint(parseNote(note).text);
}
