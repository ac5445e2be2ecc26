/** Removes the content of records for good: https://hl7.org/fhir/R4/http.html says deletes may keep history; this does not. */

import { deleteAccessRows } from '../access/rows.ts';
import type { ResourceKey } from '../contract.ts';
import { anyParameters } from '../encode/parameters.ts';
import type { Session } from '../transaction/session.ts';
import { addIndexChanges, emptyChanges, indexTableNames } from './index-changes.ts';
import { decodeIndexRows, noRows } from './index-rows.ts';
import { lockRows } from './locks.ts';
import type { Registry } from './registry.ts';
import { deleteRows, indexTables } from './tables.ts';

const removeHistory = `delete from hist h using unnest($1::int2[], $2::text[]) k(tid, id)
where h.tid = k.tid and h.id = k.id`;

/** The tombstone of a live record is a new, deleted version, so that its number says nothing false about older ones. */
const leaveTombstone = `update res set op = 'D', body = '', keys = null, present = null, pt = null,
  ver = case op when 'D' then ver else ver + 1 end,
  lu = case op when 'D' then lu else date_trunc('milliseconds', clock_timestamp()) end
where rid = any($1::int8[])`;

/** At once: what follows the outbox comes later. */
const removeWords = 'delete from txt where rid = any($1::int8[])';

const removeWork = `delete from work w using res r where r.rid = any($1::int8[]) and w.tk = r.tk`;

const tellOutbox = `insert into outbox (rid, tid, id, ver, op, lu)
select rid, tid, id, ver, 'X', lu from res where rid = any($1::int8[])`;

/** Returns the number of versions removed. */
export async function expunge(session: Session, registry: Registry, keys: readonly ResourceKey[]): Promise<number> {
  const rows = [
    ...(
      await lockRows(
        session,
        registry,
        keys.map((key) => ({ ...key, forDelete: true })),
      )
    ).values(),
  ];
  if (!rows.length) return 0;
  const index = emptyChanges();
  for (const row of rows)
    addIndexChanges(index, { rid: row.rid, before: { ...decodeIndexRows(row.keys), vis: row.vis }, after: noRows });
  const rids = anyParameters([rows.map((row) => row.rid)]);
  const ids = anyParameters([rows.map((row) => registry.typeId(row.type)), rows.map((row) => row.id)]);
  session.defer(indexTableNames.flatMap((name) => deleteRows(indexTables[name], index[name].deleted)));
  session.defer(deleteAccessRows(rows.map((row) => row.rid)));
  const removed = session.run({ name: 'expunge history', text: removeHistory, parameters: ids });
  session.defer([
    { name: 'expunge work', text: removeWork, parameters: rids },
    { name: 'expunge words', text: removeWords, parameters: rids },
    { name: 'expunge current', text: leaveTombstone, parameters: rids },
    { name: 'expunge outbox', text: tellOutbox, parameters: rids },
  ]);
  const former = Number((await removed).tag.split(' ')[1]);
  return former + rows.filter((row) => row.op !== 'delete').length;
}
