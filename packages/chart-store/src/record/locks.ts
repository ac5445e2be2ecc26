/** Locks of a transaction, always taken in one order so that transactions wait for each other instead of blocking. */

import type { LockedRow, ResourceKey } from '../contract.ts';
import { arrayParameters } from '../encode/parameters.ts';
import type { Session } from '../transaction/session.ts';
import { type Lookup, lookups } from './lookups.ts';
import { stored } from './read.ts';
import type { Registry } from './registry.ts';

/** Advisory locks until the end of the transaction. */
export async function lockKeys(session: Session, keys: Iterable<bigint>, mode: 'exclusive' | 'shared'): Promise<void> {
  const sorted = [...new Set(keys)].sort((a, b) => (a < b ? -1 : 1));
  if (!sorted.length) return;
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  const text = `select count(${lock}(k)) from unnest($1::int8[]) k`;
  const parameters = arrayParameters({ columns: [{ name: 'k', type: 'int8' }], rows: sorted.map((key) => [key]) });
  await session.run({ name: `lock ${mode}`, text, parameters });
}

const forChange: Lookup = {
  name: 'lock',
  select: 'r.rid, r.tid, r.id, r.ver, r.lu, r.op, r.pt, r.vis, r.keys, r.body',
  lock: 'for no key update of r',
};

const forDelete: Lookup = { name: 'lock for delete', select: 'r.rid', lock: 'for update of r' };

interface LockedColumns {
  readonly rid: bigint;
  readonly tid: number;
  readonly id: string;
  readonly ver: number;
  readonly lu: number;
  readonly op: string;
  readonly pt: bigint | null;
  readonly vis: number;
  readonly keys: Buffer | null;
  readonly body: string;
}

export async function lockRows(
  session: Session,
  registry: Registry,
  keys: readonly (ResourceKey & { readonly forDelete: boolean })[],
): Promise<Map<string, LockedRow>> {
  const deletes = keys.filter((key) => key.forDelete);
  const [rows] = await Promise.all([
    session.rows<LockedColumns>(lookups(forChange, registry, keys)),
    session.rows(lookups(forDelete, registry, deletes)),
  ]);
  const locked = new Map<string, LockedRow>();
  for (const row of rows) {
    const type = registry.typeName(row.tid);
    const version = stored({ type, id: row.id }, row);
    const { rid, pt, vis } = row;
    locked.set(`${type}/${row.id}`, { ...version, rid, patient: pt, vis, keys: row.keys ?? new Uint8Array() });
  }
  return locked;
}
