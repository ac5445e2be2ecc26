/** Makes the index rows of stored resources again, without a new version; what stays as it is, is not written. */
import { byAddress, type IndexRows } from '@charthouse/fhir-search';
import { type AccessFacts, plainClass } from '../access/access-facts.ts';
import { type Classes, className } from '../access/classes.ts';
import { deleteAccessRows, insertAccessRows, type SaidRows } from '../access/rows.ts';
import type { CodesInUse } from '../codes/codes-in-use.ts';
import type { Column } from '../encode/columns.ts';
import { anyParameters, arrayParameters } from '../encode/parameters.ts';
import type { Row } from '../encode/rows.ts';
import type { Session } from '../transaction/session.ts';
import { addIndexChanges, emptyChanges, indexTableNames } from './index-changes.ts';
import { decodeIndexRows, encodeIndexRows } from './index-rows.ts';
import type { Registry } from './registry.ts';
import { deleteRows, indexTables, insertRows, unnest } from './tables.ts';
import { requireIndexVersion } from './write.ts';

/** The resources of one type after an id, in the order of ids. */
export interface ReindexRange {
  readonly type: string;
  /** Empty: from the first. */
  readonly after: string;
  readonly limit: number;
  readonly making: Making;
}

/** How the rows of a resource are made from its text. */
export interface Making {
  /** Of the index that `extract` belongs to. */
  readonly version: number;
  readonly extract: (body: string) => IndexRows;
  /** Of each text. Absent: classes and rows of access stay as they are. */
  readonly access?: (
    bodies: readonly string[],
  ) => Promise<readonly (AccessFacts & { readonly patient?: bigint | null })[]>;
}

export interface Reindexed {
  /** Rows of `res` that were read, deleted ones among them: rows never go. */
  readonly examined: number;
  /** Resources whose index rows changed. */
  readonly changed: number;
  /** Id to go on after; undefined: these were the last. */
  readonly last: string | undefined;
}

interface IndexedRow {
  readonly rid: bigint;
  readonly id: string;
  readonly op: string;
  readonly pt: bigint | null;
  readonly vis: number;
  readonly present: Buffer | null;
  readonly keys: Buffer | null;
  readonly body: string;
}

const readText = `select rid, id, op, pt, vis, present, keys, body from res
where tid = $1 and id > $2 order by id limit $3 for no key update`;

const columns: readonly Column[] = [
  { name: 'rid', type: 'int8' },
  { name: 'pt', type: 'int8' },
  { name: 'sd', type: 'int8' },
  { name: 'vis', type: 'int4' },
  { name: 'present', type: 'bytea' },
  { name: 'keys', type: 'bytea' },
];

const updateText = `update res r set pt = k.pt, sd = k.sd, vis = k.vis, present = k.present, keys = k.keys
from ${unnest(columns)} where r.rid = k.rid`;

export interface ReindexParts {
  readonly registry: Registry;
  readonly classes: Classes;
  readonly codes: CodesInUse;
}

/** The statements that write travel with the commit. */
export async function reindexRows(session: Session, parts: ReindexParts, range: ReindexRange): Promise<Reindexed> {
  const parameters = anyParameters([parts.registry.typeId(range.type), range.after, range.limit]);
  const rows = (await session.run({ name: 'reindex read', text: readText, parameters }))
    .rows as unknown as IndexedRow[];
  const changed = await makeAgain(session, parts, { rows, making: range.making });
  return { examined: rows.length, changed, last: rows.length === range.limit ? rows.at(-1)?.id : undefined };
}

const referringText = `select rid, id, op, pt, vis, present, keys, body from res
where rid in (select f.rid from ref f where f.tk = any($1::int8[])
  union all select b.rid from ref f join res d on d.rid = f.rid join ref g on g.tk = d.tk join res b on b.rid = g.rid
    where f.tk = any($1::int8[]) and d.tid = $2 and b.tid = $3
  union all select b.rid from ref f join res d on d.rid = f.rid join ref g on g.rid = d.rid and g.p = ${byAddress}
    join res b on b.tk = g.tk where f.tk = any($1::int8[]) and d.tid = $2
  union all select rid from res where tk = any($4::int8[]))
order by rid for no key update`;

interface Reclassifying {
  readonly targets: readonly bigint[];
  /** Besides, these themselves. */
  readonly contents: readonly bigint[];
  readonly making: Making;
}

/** The same for all that refers to some resources, whatever its type, and for the content of documents among it. */
export async function reclassify(
  session: Session,
  parts: ReindexParts,
  { targets, contents, making }: Reclassifying,
): Promise<void> {
  const types = ['DocumentReference', 'Binary'].map(parts.registry.typeId);
  const parameters = anyParameters([targets, ...types, contents]);
  const answer = session.run({ name: 'reclassify read', text: referringText, parameters });
  await makeAgain(session, parts, { rows: (await answer).rows as unknown as IndexedRow[], making });
}

interface Again {
  readonly rows: readonly IndexedRow[];
  readonly making: Making;
}

/** How many changed. */
async function makeAgain(session: Session, parts: ReindexParts, { rows, making }: Again): Promise<number> {
  const { registry, classes, codes } = parts;
  const changes = emptyChanges();
  const updated: Row[] = [];
  const said: SaidRows[] = [];
  const there = rows.filter(({ op }) => op !== 'D');
  const facts = await making.access?.(there.map(({ body }) => body));
  const made = there.map((row, i) => {
    const access = facts?.[i];
    const index = making.extract(row.body);
    return { row, access, index: access?.patient == null ? index : { ...index, patient: access.patient } };
  });
  const numbers = await classes.numbers(
    session,
    made.map(({ access }) => access?.class ?? plainClass),
  );
  await codes.require(made.map(({ index }) => index.codes));
  for (const { row, index, access } of made) {
    const vis = making.access ? numbers.get(className(access?.class ?? plainClass))! : row.vis;
    if (access?.rows) said.push({ rid: row.rid, rows: access.rows });
    const keys = encodeIndexRows(index);
    if (vis === row.vis && isSame(row, index, keys)) continue;
    const before = { ...decodeIndexRows(row.keys ?? new Uint8Array()), vis: row.vis };
    addIndexChanges(changes, { rid: row.rid, before, after: { ...index, vis } });
    updated.push([row.rid, index.patient, index.sd, vis, index.present, keys]);
  }
  session.defer([...deleteAccessRows(said.map(({ rid }) => rid)), ...insertAccessRows(said, registry.hash)]);
  if (updated.length > 0)
    session.defer([
      { name: 'reindex res', text: updateText, parameters: arrayParameters({ columns, rows: updated }) },
      ...indexTableNames.flatMap((name) => deleteRows(indexTables[name], changes[name].deleted)),
      ...indexTableNames.flatMap((name) => insertRows(indexTables[name], changes[name].inserted)),
    ]);
  session.defer([requireIndexVersion(making.version)]);
  return updated.length;
}

function isSame(row: IndexedRow, index: IndexRows, keys: Buffer): boolean {
  return row.pt === index.patient && keys.equals(row.keys ?? new Uint8Array()) && equal(row.present, index.present);
}

function equal(a: Buffer | null, b: Uint8Array): boolean {
  return Buffer.from(b).equals(a ?? new Uint8Array());
}
