/** Makes the index rows of stored resources again, without a new version; what stays as it is, is not written. */
import type { IndexRows } from '@charthouse/fhir-search';
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
  /** Of the index that `extract` belongs to. */
  readonly version: number;
  readonly extract: (body: string) => IndexRows;
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
  { name: 'present', type: 'bytea' },
  { name: 'keys', type: 'bytea' },
];

/** Its place in a row of `tok`: the class of a record stands on its keys too. */
const visibility = indexTables.tok.columns.findIndex(({ name }) => name === 'vis');

const updateText = `update res r set pt = k.pt, sd = k.sd, present = k.present, keys = k.keys
from ${unnest(columns)} where r.rid = k.rid`;

/** The statements that write travel with the commit. */
export async function reindexRows(session: Session, registry: Registry, range: ReindexRange): Promise<Reindexed> {
  const parameters = anyParameters([registry.typeId(range.type), range.after, range.limit]);
  const rows = (await session.run({ name: 'reindex read', text: readText, parameters }))
    .rows as unknown as IndexedRow[];
  const changes = emptyChanges();
  const updated: Row[] = [];
  for (const row of rows) {
    if (row.op === 'D') continue;
    const index = range.extract(row.body);
    const keys = encodeIndexRows(index);
    if (isSame(row, index, keys)) continue;
    const known = changes.tok.inserted.length;
    addIndexChanges(changes, { rid: row.rid, before: decodeIndexRows(row.keys ?? new Uint8Array()), after: index });
    const own = changes.tok.inserted.splice(known);
    changes.tok.inserted.push(...own.map((tok) => tok.with(visibility, row.vis)));
    updated.push([row.rid, index.patient, index.sd, index.present, keys]);
  }
  if (updated.length > 0)
    session.defer([
      { name: 'reindex res', text: updateText, parameters: arrayParameters({ columns, rows: updated }) },
      ...indexTableNames.flatMap((name) => deleteRows(indexTables[name], changes[name].deleted)),
      ...indexTableNames.flatMap((name) => insertRows(indexTables[name], changes[name].inserted)),
    ]);
  session.defer([requireIndexVersion(range.version)]);
  return {
    examined: rows.length,
    changed: updated.length,
    last: rows.length === range.limit ? rows.at(-1)?.id : undefined,
  };
}

function isSame(row: IndexedRow, index: IndexRows, keys: Buffer): boolean {
  return row.pt === index.patient && keys.equals(row.keys ?? new Uint8Array()) && equal(row.present, index.present);
}

function equal(a: Buffer | null, b: Uint8Array): boolean {
  return Buffer.from(b).equals(a ?? new Uint8Array());
}
