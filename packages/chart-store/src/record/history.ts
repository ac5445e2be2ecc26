/** Versions, newest first: of a resource, of a type, of the whole system. https://hl7.org/fhir/R4/http.html#history */
import { joinSql, raw, type Sql, sql, type Visible } from '@charthouse/fhir-search';
import type { HistoryEntry, HistoryQuery } from '../contract.ts';
import type { Registry } from './registry.ts';
import { opName } from './version-ops.ts';

export interface HistoryRow {
  readonly rid: bigint;
  readonly tid: number;
  readonly id: string;
  readonly ver: number;
  readonly lu: number;
  readonly op: string;
  readonly body: string;
}

/** Each half is cut to the page before they are merged: both tables are read in the order of an index. */
export function historyStatement(query: HistoryQuery, registry: Registry, visible?: Visible): Sql {
  const current = half('res', query, { registry, visible });
  const former = half('hist', query, { registry, visible });
  return sql`select * from ((${current}) union all (${former})) v order by lu desc, rid desc, ver desc limit ${query.count}`;
}

export function historyEntry(row: HistoryRow, registry: Registry): HistoryEntry {
  return {
    type: registry.typeName(row.tid),
    id: row.id,
    version: row.ver,
    lastUpdated: row.lu,
    op: opName(row.op),
    body: row.body,
    rid: row.rid,
  };
}

/** One row `{ total }`. */
export function historyTotalStatement(
  query: Omit<HistoryQuery, 'count' | 'after'>,
  registry: Registry,
  visible?: Visible,
): Sql {
  const count = (table: 'res' | 'hist') =>
    sql`select count(*) n from ${raw(table)} v where ${meant(table, query, { registry, visible })}`;
  return sql`select sum(n)::float8 as total from (${count('res')} union all ${count('hist')}) v`;
}

interface Meaning {
  readonly registry: Registry;
  readonly visible: Visible | undefined;
}

function half(table: 'res' | 'hist', query: HistoryQuery, meaning: Meaning): Sql {
  const { after, count } = query;
  const place = after
    ? sql` and (lu, rid, ver) < (${instant(after.lastUpdated)}, ${after.rid}::int8, ${after.version}::int4)`
    : raw('');
  return sql`select rid, tid, id, ver, lu, op, body from ${raw(table)} v where ${meant(table, query, meaning)}${place}
order by lu desc, rid desc, ver desc limit ${count}`;
}

function meant(
  table: 'res' | 'hist',
  query: Omit<HistoryQuery, 'count' | 'after'>,
  { registry, visible }: Meaning,
): Sql {
  const { type, id, since, at } = query;
  const conditions: Sql[] = [sql`true`];
  if (type !== undefined) conditions.push(sql`tid = ${registry.typeId(type)}`);
  if (id !== undefined) conditions.push(sql`id = ${id}`);
  if (since !== undefined) conditions.push(sql`lu >= ${instant(since)}`);
  if (at) conditions.push(sql`lu <= ${instant(at.to)}`);
  if (at && table === 'hist') conditions.push(sql`until > ${instant(at.from)}`);
  if (visible && table === 'res') conditions.push(visible.current('v', type));
  if (visible && table === 'hist')
    conditions.push(
      sql`exists (select from res r where r.rid = v.rid and ${visible.current('r', type)} and ${visible.former('v', 'r', type)})`,
    );
  return joinSql(conditions, ' and ');
}

function instant(milliseconds: number): Sql {
  return sql`${new Date(milliseconds).toISOString()}::timestamptz`;
}
