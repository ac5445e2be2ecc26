/** Acts on the ledger that everyone who reads it sees: a new key, an old one given up, a new log that continues an older one. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { recordChange } from './changes.ts';

/** What somebody did with a key; `key` is the public one, as text. */
export async function recordKeyChange(
  query: Within,
  { key, event, by }: { readonly key: string; readonly event: 'new' | 'retired'; readonly by: string },
): Promise<void> {
  await recordChange(query, { subject: 'key', id: key, content: { event, by } });
}

export interface Resumption {
  /** Of the new log. */
  readonly origin: string;
  /** Its public key, as text. */
  readonly key: string;
  readonly reason: string;
  readonly by: string;
  /** The note of the head that nobody can continue any more, where it is known. */
  readonly abandoned: string | null;
}

/** Lets a new log continue the tree of this one, in the caller's transaction. @throws Error for a ledger that is not halted */
export async function resumeLedger(query: Within, { origin, key, reason, by, abandoned }: Resumption): Promise<void> {
  const [ledger] = await query<{ origin: string | null; size: string; halted: string | null }>(
    sql`select origin, size::text, halted from ledger for update`,
  );
  if (!ledger || ledger.halted === null) throw new Error('The ledger is not halted: there is nothing to resume.');
  const { origin: from, size, halted } = ledger;
  await query(sql`update ledger set origin = ${origin}, halted = null, restored = false`);
  await recordChange(query, {
    subject: 'ledger',
    id: origin,
    content: { event: 'resumed', from, size, halted, reason, by, abandoned },
  });
  await recordKeyChange(query, { key, event: 'new', by });
}

/** Public keys that the ledger was told of, as text. */
export async function knownKeys(query: Within): Promise<string[]> {
  const rows = await query<{ id: string }>(
    sql`select distinct id from ledger_change where subject = 'key' and id ~ '^[^+ ]+[+][0-9a-f]{8}[+]'`,
  );
  return rows.map(({ id }) => id);
}
