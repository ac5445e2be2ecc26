/**
 * Statements that look rows of `res` up by type and id: one by one for a few keys, joined for many. Always in the order
 * of (tid, id), so that transactions that lock several rows wait for each other instead of blocking.
 */
import type { Statement } from '../connections/messages.ts';
import type { ResourceKey } from '../contract.ts';
import type { Column } from '../encode/columns.ts';
import { arrayParameters, valueParameters } from '../encode/parameters.ts';
import type { Registry } from './registry.ts';
import { unnest } from './tables.ts';

export interface Lookup {
  readonly name: string;
  /** Columns of `res r`. */
  readonly select: string;
  /** Condition besides the key, if any. */
  readonly where?: string;
  readonly lock: 'for no key update of r' | 'for update of r' | 'for key share of r';
}

const columns: readonly Column[] = [
  { name: 'tid', type: 'int2' },
  { name: 'id', type: 'text' },
];

/** Up to this many keys, a lookup each is cheaper than a join. */
const few = 8;

export function lookups(lookup: Lookup, registry: Registry, keys: readonly ResourceKey[]): Statement[] {
  const rows = orderedKeys(registry, keys);
  if (!rows.length) return [];
  const { name, select, lock } = lookup;
  const where = lookup.where ? ` and ${lookup.where}` : '';
  if (rows.length <= few) {
    const text = `select ${select} from res r where r.tid = $1::int2 and r.id = $2::text${where} ${lock}`;
    return rows.map((row) => ({ name, text, parameters: valueParameters({ columns, rows: [row] }) }));
  }
  const text = `select ${select} from ${unnest(columns)} join res r on r.tid = k.tid and r.id = k.id${where}
order by r.tid, r.id ${lock}`;
  return [{ name: `${name} (many)`, text, parameters: arrayParameters({ columns, rows }) }];
}

function orderedKeys(registry: Registry, keys: readonly ResourceKey[]): [number, string][] {
  const unique = new Map(keys.map((key) => [`${key.type}/${key.id}`, key]));
  const rows = [...unique.values()].map((key): [number, string] => [registry.typeId(key.type), key.id]);
  return rows.sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1));
}
