/** Point reads of current and former versions, each one prepared statement on the pipelined connections. */
import type { NamedStatement } from '../connections/reader.ts';
import type { ResourceKey, StoredVersion } from '../contract.ts';
import type { Asking } from './reading.ts';
import type { Registry } from './registry.ts';

import { opName } from './version-ops.ts';

export interface VersionRow {
  readonly ver: number;
  readonly lu: number;
  readonly op: string;
  readonly body: string;
  readonly vis?: number;
}

export type KeyedVersionRow = VersionRow & { readonly tid: number; readonly id: string };

const current: NamedStatement = {
  name: 'read',
  text: 'select ver, lu, op, body, vis from res where tid = $1 and id = $2',
};

const version: NamedStatement = {
  name: 'vread',
  text: `select ver, lu, op, body from res where tid = $1 and id = $2 and ver = $3
union all select ver, lu, op, body from hist where tid = $1 and id = $2 and ver = $3`,
};

const many: NamedStatement = {
  name: 'read many',
  text: `select r.tid, r.id, r.ver, r.lu, r.op, r.body
from unnest($1::int2[], $2::text[]) k(tid, id) join res r on r.tid = k.tid and r.id = k.id`,
};

/** Bodies of one answer at most, so that other reads on the connection need not wait long. */
export const manyAtOnce = 500;

export async function readCurrent(
  asking: Pick<Asking, 'query'>,
  registry: Registry,
  key: ResourceKey,
): Promise<StoredVersion | undefined> {
  const rows = await asking.query<VersionRow>(current, [registry.typeId(key.type), key.id]);
  return rows[0] && stored(key, rows[0]);
}

export async function readVersion(
  asking: Pick<Asking, 'query'>,
  registry: Registry,
  key: ResourceKey & { readonly version: number },
): Promise<StoredVersion | undefined> {
  const rows = await asking.query<VersionRow>(version, [registry.typeId(key.type), key.id, key.version]);
  return rows[0] && stored(key, rows[0]);
}

export async function readMany(
  asking: Pick<Asking, 'query'>,
  registry: Registry,
  keys: readonly ResourceKey[],
): Promise<Map<string, StoredVersion>> {
  const found = new Map<string, StoredVersion>();
  for (let at = 0; at < keys.length; at += manyAtOnce) {
    const part = keys.slice(at, at + manyAtOnce);
    const rows = await asking.query<KeyedVersionRow>(many, [
      part.map((key) => registry.typeId(key.type)),
      part.map((key) => key.id),
    ]);
    for (const row of rows) {
      const type = registry.typeName(row.tid);
      found.set(`${type}/${row.id}`, stored({ type, id: row.id }, row));
    }
  }
  return found;
}

export function stored(key: ResourceKey, row: VersionRow): StoredVersion {
  const { ver: version, lu: lastUpdated, op, body, vis } = row;
  return { type: key.type, id: key.id, version, lastUpdated, op: opName(op), body, ...(vis !== undefined && { vis }) };
}
