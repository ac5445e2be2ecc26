/** The reads of `read.ts` for somebody who may see only some: one statement each, with the permit among its conditions. */
import { type Quick, type Sql, sql, type Visible } from '@charthouse/fhir-search';
import type { KnownClasses } from '../access/known-classes.ts';
import type { ResourceKey, StoredVersion } from '../contract.ts';
import type { LookedRow, LookTogether } from './looks-together.ts';
import { type KeyedVersionRow, manyAtOnce, stored, type VersionRow } from './read.ts';
import type { Registry } from './registry.ts';

interface Reading {
  readonly query: <Row>(statement: Sql) => Promise<Row[]>;
  readonly registry: Registry;
  readonly visible: Visible;
  /** Absent: no first look is taken. */
  readonly looking?: Looking | undefined;
}

/** What first looks need. */
export interface Looking {
  readonly classes: KnownClasses;
  readonly together: LookTogether;
}

export async function readVisible(reading: Reading, key: ResourceKey): Promise<StoredVersion | undefined> {
  const { query, registry, visible, looking } = reading;
  const found = looking && (await quickRead({ query, registry, looking }, key, visible.quick('r', key.type)));
  if (found) return stored(key, found);
  const [row] = await query<VersionRow>(
    sql`select r.ver, r.lu, r.op, r.body, r.vis from res r where r.tid = ${registry.typeId(key.type)}::int2 and r.id = ${key.id}::text and ${visible.current('r', key.type)}`,
  );
  return row && stored(key, row);
}

type QuickReading = Required<Pick<Reading, 'query' | 'registry' | 'looking'>>;

/** Undefined: not seen at a first look, nor at a second. */
async function quickRead(
  { query, registry, looking: { classes, together } }: QuickReading,
  { type, id }: ResourceKey,
  quick: Quick | undefined,
): Promise<VersionRow | undefined> {
  if (!quick) return undefined;
  const tid = registry.typeId(type);
  for (const [n, { text, values }] of quickStatements(quick).entries()) {
    const row =
      n === 0 && quick.care
        ? await together({ tid, id, care: quick.care })
        : (await query<LookedRow>({ text, values: [...values, tid, id] }))[0];
    if (!row) continue;
    const own = classes.of(row.vis);
    const known = own instanceof Promise ? await own : own;
    return known && quick.sees(known) ? row : undefined;
  }
  return undefined;
}

const made = new WeakMap<Quick, readonly Sql[]>();

/** Their last two places are for the type and the id. Texts are made once: they are long beside what they ask. */
function quickStatements(quick: Quick): readonly Sql[] {
  const known = made.get(quick);
  if (known) return known;
  const statements = quick.looks.map(({ text, values }) => {
    const at = values.length;
    const named = `r.tid = $${at + 1}::int2 and r.id = $${at + 2}::text`;
    return { text: `select r.ver, r.lu, r.op, r.body, r.vis from res r where ${text} and ${named}`, values };
  });
  made.set(quick, statements);
  return statements;
}

export async function readVersionVisible(
  { query, registry, visible }: Reading,
  key: ResourceKey & { readonly version: number },
): Promise<StoredVersion | undefined> {
  const named = sql`r.tid = ${registry.typeId(key.type)}::int2 and r.id = ${key.id}::text`;
  const [row] = await query<VersionRow>(
    sql`select r.ver, r.lu, r.op, r.body from res r where ${named} and r.ver = ${key.version}::int4 and ${visible.current('r', key.type)}
union all select h.ver, h.lu, h.op, h.body from hist h join res r on r.rid = h.rid where ${named} and h.tid = r.tid and h.id = r.id and h.ver = ${key.version}::int4 and ${visible.current('r', key.type)} and ${visible.former('h', 'r', key.type)}`,
  );
  return row && stored(key, row);
}

export async function readManyVisible(
  { query, registry, visible }: Reading,
  keys: readonly ResourceKey[],
): Promise<Map<string, StoredVersion>> {
  const found = new Map<string, StoredVersion>();
  for (let at = 0; at < keys.length; at += manyAtOnce) {
    const part = keys.slice(at, at + manyAtOnce);
    const only = part.every(({ type }) => type === part[0]?.type) ? part[0]?.type : undefined;
    const [types, ids] = [part.map((key) => registry.typeId(key.type)), part.map((key) => key.id)];
    const rows = await query<KeyedVersionRow>(
      sql`select r.tid, r.id, r.ver, r.lu, r.op, r.body from unnest(${types}::int2[], ${ids}::text[]) n(tid, id) join res r on r.tid = n.tid and r.id = n.id where ${visible.current('r', only)}`,
    );
    for (const row of rows) {
      const type = registry.typeName(row.tid);
      found.set(`${type}/${row.id}`, stored({ type, id: row.id }, row));
    }
  }
  return found;
}
