/** Before the first step of a process: is this the ledger whose key we hold, and is it as far as its last known head? */
import { raw, sql } from '@charthouse/fhir-search';
import { readRoot, writeVerifierKey } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { recordChange } from './changes.ts';
import { headOf, type KeptHead, type LedgerSigner } from './checkpoints.ts';
import { hash } from './cryptography.ts';
import { tileReader } from './tile-table.ts';

export interface LedgerKeys {
  /** The first is the present one; older ones that still sign follow. */
  readonly signers: readonly LedgerSigner[];
}

export interface Beginning {
  /** Keys of the log of this origin; null: there is no log yet, make some. Rejects with a sentence when they are not there. */
  readonly keys: (origin: string | null) => Promise<LedgerKeys>;
  readonly head: KeptHead;
}

interface LedgerRow {
  readonly origin: string | null;
  readonly size: string;
  readonly restored: boolean;
}

/**
 * Call it in a transaction. Keeps in the ledger why it is halted, and answers it.
 * @returns the name of the log, or why nothing may be added
 */
export async function beginLedger(
  query: Within,
  { keys, head }: Beginning,
): Promise<{ readonly origin: string } | { readonly halted: string }> {
  const [ledger] = await query<LedgerRow>(sql`select origin, size::text, restored from ledger for update`);
  if (!ledger) throw new Error('The database has no ledger: run the migrations.');
  let signers: readonly LedgerSigner[] = [];
  let halted: string | undefined;
  try {
    ({ signers } = await keys(ledger.origin));
    halted = otherLog(ledger, signers) ?? (await notContinued(query, ledger, await head.read()));
  } catch (error) {
    halted = (error as Error).message;
  }
  await query(sql`update ledger set halted = ${halted ?? null} where halted is distinct from ${halted ?? null}`);
  if (halted !== undefined) return { halted };
  if (ledger.origin === null) await create(query, signers[0]!);
  await query(sql`update ledger set restored = false where restored`);
  return { origin: signers[0]!.key.name };
}

function otherLog({ origin }: LedgerRow, [signer]: readonly LedgerSigner[]): string | undefined {
  const name = signer!.key.name;
  if (origin === null || origin === name) return undefined;
  return `The key at hand is of the log ${name}, but this record has the log ${origin}. Put the right key file in its place, or let a new log continue this one: charthouse ledger resume.`;
}

/** Why the tree is not one that continues the head that was published last. */
async function notContinued(
  query: Within,
  { size: text, restored, origin }: LedgerRow,
  note: string | undefined,
): Promise<string | undefined> {
  const size = BigInt(text);
  const resume = 'If that is so on purpose, say so in the ledger: charthouse ledger resume.';
  if (note === undefined)
    return restored && size > 0n
      ? `This database was restored from a backup, and its last published head is not at hand: nobody can tell whether leaves are missing. Put ledger.head of the server it comes from beside the key, or: charthouse ledger resume.`
      : undefined;
  const kept = headOf(note);
  if (kept.origin !== origin)
    return `The last published head is of the log ${kept.origin}, but this record has ${origin ?? 'none'}. ${resume}`;
  if (kept.size > size)
    return `The database is older than what was published: it has ${size} leaves, and a head of ${kept.size} was signed. Bring the newer database back. ${resume}`;
  const root = await readRoot(kept.size, { readTile: tileReader(query), hash });
  if (Buffer.from(root).equals(kept.root)) return undefined;
  return `The tree is another than what was published at ${kept.size} leaves. charthouse verify says where. ${resume}`;
}

async function create(query: Within, { key }: LedgerSigner): Promise<void> {
  await query(sql`update ledger set origin = ${key.name}`);
  const [before] = await query<{ resources: number; accesses: number }>(sql`
    select (select count(*) from res)::float8 as resources, (select count(*) from ${raw('access_log')})::float8 as accesses`);
  await recordChange(query, {
    subject: 'ledger',
    id: key.name,
    content: { event: 'begun', at: new Date().toISOString(), before },
  });
  await recordChange(query, { subject: 'key', id: writeVerifierKey(key), content: { event: 'new', log: key.name } });
}
