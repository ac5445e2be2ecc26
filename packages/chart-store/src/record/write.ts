/** Writes new versions: the superseded ones move to `hist`, index rows change by their exact keys, the outbox is told. */
import { type AccessFacts, plainClass } from '../access/access-facts.ts';
import { type Classes, className } from '../access/classes.ts';
import { deleteAccessRows, insertAccessRows, type SaidRows } from '../access/rows.ts';
import type { CodesInUse } from '../codes/codes-in-use.ts';
import type { Statement } from '../connections/messages.ts';
import type { Change } from '../contract.ts';
import { anyParameters } from '../encode/parameters.ts';
import type { Row } from '../encode/rows.ts';
import type { Session } from '../transaction/session.ts';
import { addIndexChanges, emptyChanges, type IndexChanges, indexTableNames } from './index-changes.ts';
import { decodeIndexRows, encodeIndexRows, noRows } from './index-rows.ts';
import type { Registry } from './registry.ts';
import type { Rids } from './rids.ts';
import { supersedeRows } from './supersede.ts';
import { deleteRows, indexTables, insertRows, outboxTable, resTable } from './tables.ts';
import { opLetters } from './version-ops.ts';

interface Pending {
  readonly created: Row[];
  readonly updated: Row[];
  readonly outbox: Row[];
  readonly index: IndexChanges;
  /** Resources whose access rows are others now. */
  readonly retold: bigint[];
  readonly said: SaidRows[];
}

export interface WriteParts {
  readonly registry: Registry;
  readonly rids: Rids;
  readonly classes: Classes;
  readonly codes: CodesInUse;
  /** Of the index that the rows were made for; absent: not checked. */
  readonly indexVersion?: number | undefined;
}

/** Fails when another set of parameters is indexed. After the writes, so that who waits for older transactions waits for this one. */
export function requireIndexVersion(version: number): Statement {
  return { name: 'index version', text: 'select require_index_version($1)', parameters: anyParameters([version]) };
}

/** Queues the statements: they travel with the commit, and failures surface there. */
export async function writeChanges(session: Session, parts: WriteParts, changes: readonly Change[]): Promise<void> {
  if (!changes.length) return;
  const created = changes.filter((change) => !change.previous).length;
  const rids = await parts.rids.take(session, created);
  const pending: Pending = { created: [], updated: [], outbox: [], index: emptyChanges(), retold: [], said: [] };
  const [numbers] = await Promise.all([
    parts.classes.numbers(session, changes.map(classOf)),
    parts.codes.require(changes.map(({ index }) => index?.codes)),
  ]);
  let used = 0;
  for (const change of changes) {
    const rid = change.previous?.rid ?? rids[used++]!;
    const tid = parts.registry.typeId(change.type);
    const tk = parts.registry.hash(`${change.type}/${change.id}`);
    const vis = change.op === 'delete' ? change.previous?.vis : numbers.get(className(classOf(change)));
    addChange(pending, change, { rid, tid, tk, vis: vis ?? 0 });
  }
  session.defer(statements(pending));
  session.defer([...deleteAccessRows(pending.retold), ...insertAccessRows(pending.said, parts.registry.hash)]);
  if (parts.indexVersion !== undefined) session.defer([requireIndexVersion(parts.indexVersion)]);
}

function classOf({ access }: { readonly access?: AccessFacts | undefined }) {
  return access?.class ?? plainClass;
}

interface RowNumbers {
  readonly rid: bigint;
  readonly tid: number;
  readonly tk: bigint;
  readonly vis: number;
}

function addChange(pending: Pending, change: Change, { rid, tid, tk, vis }: RowNumbers): void {
  const { index, previous, access } = change;
  const lu = BigInt(change.lastUpdated) * 1000n;
  const op = opLetters[change.op];
  const keys = index ? encodeIndexRows(index) : null;
  const row: Row = [
    rid,
    tid,
    change.id,
    change.version,
    lu,
    op,
    tk,
    // A deletion is hidden from whom the last version was.
    (index ? index.patient : previous?.patient) ?? null,
    index?.sd ?? 0n,
    vis,
    index?.present ?? null,
    keys,
    change.body,
  ];
  (previous ? pending.updated : pending.created).push(row);
  pending.outbox.push([rid, tid, change.id, change.version, op, lu]);
  if (access?.rows) {
    if (previous) pending.retold.push(rid);
    pending.said.push({ rid, rows: access.rows });
  }
  if (previous && keys?.equals(previous.keys) && vis === previous.vis) return;
  const before = previous ? { ...decodeIndexRows(previous.keys), vis: previous.vis } : noRows;
  addIndexChanges(pending.index, { rid, before, after: index ? { ...index, vis } : noRows });
}

function statements({ created, updated, outbox, index }: Pending): Statement[] {
  return [
    ...supersedeRows(updated),
    ...insertRows(resTable, created),
    ...indexTableNames.flatMap((name) => deleteRows(indexTables[name], index[name].deleted)),
    ...indexTableNames.flatMap((name) => insertRows(indexTables[name], index[name].inserted)),
    ...insertRows(outboxTable, outbox),
  ];
}
