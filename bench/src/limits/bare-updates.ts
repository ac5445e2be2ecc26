/** The limit of updates: one statement that moves the old version away, puts the new body in its place and tells the outbox. */
import pg from 'pg';

export interface BareUpdates {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** The next resource to update, with its new body. */
  readonly next: () => { readonly id: string; readonly body: string };
}

const text = `with o as (
    select r.rid, r.tid, r.id, r.ver, r.lu, r.op, r.vis, r.body from res r
    where r.tid = (select tid from resource_type where name = 'Observation') and r.id = $1 for no key update),
  h as (
    insert into hist (tid, id, ver, lu, until, op, rid, vis, body)
    select tid, id, ver, lu, now(), op, rid, vis, body from o),
  n as (
    update res set ver = o.ver + 1, lu = now(), op = 'U', body = $2 from o where res.rid = o.rid
    returning res.rid, res.tid, res.id, res.ver, res.op, res.lu)
  insert into outbox (rid, tid, id, ver, op, lu) select rid, tid, id, ver, op, lu from n`;

/** Updates a second. */
export async function bareUpdateRate({ url, connections, seconds, next }: BareUpdates): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const { id, body } = next();
        await client.query({ name: 'update', text, values: [id, body] });
        done++;
      }
    }),
  );
  const took = (performance.now() - start) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return done / took;
}
