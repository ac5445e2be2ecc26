/** Locks of a transaction, always taken in one order so that transactions wait for each other instead of blocking. */

import type { LockedRow, ResourceKey } from '../contract.ts';
import { arrayParameter } from '../encode/rows.ts';
import type { Session } from '../transaction/session.ts';
import { keyColumns, stored } from './read.ts';
import type { Registry } from './registry.ts';

/** Advisory locks until the end of the transaction. */
export async function lockKeys(session: Session, keys: Iterable<bigint>, mode: 'exclusive' | 'shared'): Promise<void> {
  const sorted = [...new Set(keys)].sort((a, b) => (a < b ? -1 : 1));
  if (!sorted.length) return;
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  const text = `select count(${lock}(k)) from unnest($1::int8[]) k`;
  await session.run({ name: `lock ${mode}`, text, values: [arrayParameter('int8', sorted)] });
}

const forChange = `select r.rid, r.tid, r.id, r.ver, r.lu, r.op, r.keys, r.body
from unnest($1::int2[], $2::text[]) k(tid, id) join res r on r.tid = k.tid and r.id = k.id
order by r.tid, r.id for no key update of r`;

const forDelete = `select count(*) from (select 1
from unnest($1::int2[], $2::text[]) k(tid, id) join res r on r.tid = k.tid and r.id = k.id
order by r.tid, r.id for update of r) locked`;

interface LockedColumns {
  readonly rid: bigint;
  readonly tid: number;
  readonly id: string;
  readonly ver: number;
  readonly lu: number;
  readonly op: string;
  readonly keys: Buffer | null;
  readonly body: string;
}

export async function lockRows(
  session: Session,
  registry: Registry,
  keys: readonly (ResourceKey & { readonly forDelete: boolean })[],
): Promise<Map<string, LockedRow>> {
  const locked = new Map<string, LockedRow>();
  if (!keys.length) return locked;
  const deletes = keys.filter((key) => key.forDelete);
  const rows = session.run({ name: 'lock rows', text: forChange, values: keyColumns(registry, keys) });
  if (deletes.length) {
    session.defer([{ name: 'lock rows for delete', text: forDelete, values: keyColumns(registry, deletes) }]);
  }
  for (const row of (await rows).rows as unknown as LockedColumns[]) {
    const type = registry.typeName(row.tid);
    const version = stored({ type, id: row.id }, row);
    locked.set(`${type}/${row.id}`, { ...version, rid: row.rid, keys: row.keys ?? new Uint8Array() });
  }
  return locked;
}
