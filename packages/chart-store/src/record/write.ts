/** Writes new versions: the superseded ones move to `hist`, index rows change by their exact keys, the outbox is told. */
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
}

export interface WriteParts {
  readonly registry: Registry;
  readonly rids: Rids;
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
  const pending: Pending = { created: [], updated: [], outbox: [], index: emptyChanges() };
  let used = 0;
  for (const change of changes) {
    const rid = change.previous?.rid ?? rids[used++]!;
    const tid = parts.registry.typeId(change.type);
    const tk = parts.registry.hash(`${change.type}/${change.id}`);
    addChange(pending, change, { rid, tid, tk });
  }
  session.defer(statements(pending));
  if (parts.indexVersion !== undefined) session.defer([requireIndexVersion(parts.indexVersion)]);
}

interface RowNumbers {
  readonly rid: bigint;
  readonly tid: number;
  readonly tk: bigint;
}

function addChange(pending: Pending, change: Change, { rid, tid, tk }: RowNumbers): void {
  const { index, previous } = change;
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
    index?.patient ?? null,
    index?.sd ?? 0n,
    index?.present ?? null,
    keys,
    change.body,
  ];
  (previous ? pending.updated : pending.created).push(row);
  pending.outbox.push([rid, tid, change.id, change.version, op, lu]);
  if (previous && keys?.equals(previous.keys)) return;
  const before = previous ? decodeIndexRows(previous.keys) : noRows;
  addIndexChanges(pending.index, { rid, before, after: index ?? noRows });
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
