/** Many versions at once, as if they had been written one by one. */
import type pg from 'pg';

/** Patients `p<n>` from one number up to another, a former version of every fifth, and two accesses of every tenth. */
export async function fillRecord(client: pg.Client, from: number, to: number): Promise<void> {
  await client.query(`
    with made as (
      insert into res (rid, tid, id, ver, lu, op, tk, sd, vis, body)
      select n, (select tid from resource_type where name = 'Patient'), 'p' || n, case when n % 5 = 0 then 2 else 1 end,
        '2026-01-01'::timestamptz + n * interval '1 second', 'C', n, 0, 0, '{"resourceType":"Patient","id":"p' || n || '"}'
      from generate_series(${from}, ${to}) n returning *),
    former as (
      insert into hist (tid, id, ver, lu, until, op, rid, body)
      select tid, id, 1, lu - interval '1 hour', lu, 'C', rid, '{"former":' || rid || '}' from made where ver = 2 returning *)
    insert into outbox (rid, tid, id, ver, op, lu)
    select rid, tid, id, ver, op, lu from (
      select rid, tid, id, ver, op, lu from former union all select rid, tid, id, ver, op, lu from made) v order by rid, ver`);
  await client.query(`
    with made as (
      insert into access_log (at, n, request, who, kind, action, tid, id, pt, patients, resources, status, micros)
      select now(), n, n, 1, 'R', 'read', 1, 'p' || n, n, 1, 1, 200, 5 from generate_series(${from}, ${to}) n where n % 10 < 2 returning at, n)
    insert into access_pending (at, n) select array_agg(at order by n), array_agg(n order by n) from made`);
}
