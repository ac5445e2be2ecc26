/** Databases that hold the patient bundles: loaded once through the server, then copied for whoever changes them. */
import pg from 'pg';
import type { Bench } from '../bench.ts';
import { ingest } from './ingest.ts';

const loaded = new WeakMap<Bench, Promise<string>>();

/** The connection string of a database of one's own with the bundles in it, vacuumed. */
export async function recordOfBundles(bench: Bench): Promise<string> {
  const made = loaded.get(bench) ?? load(bench);
  loaded.set(bench, made);
  return bench.postgres.create(await made);
}

async function load(bench: Bench): Promise<string> {
  bench.say(`Loading ${bench.bundles.resources} resources through the server`);
  const url = await bench.postgres.create();
  await bench.withServer(url, ({ address }) => ingest({ address, bundles: bench.bundles.bundles, inFlight: 2 }));
  await withClient(url, async (client) => {
    await client.query('vacuum analyze');
    // A server verifies a ledger that never was within its first minute: that would fall into one of the rounds.
    await client.query(
      `insert into ledger_verification (began, size, holds, report) values (now(), 0, true, '{"findings": []}')`,
    );
  });
  return url;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** `Type/id` of current resources, `count` at most, spread evenly over the record. */
export async function someKeys(url: string, count: number, type?: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ key: string }>(
      `with numbered as (
         select t.name || '/' || r.id as key, row_number() over (order by r.rid) as n, count(*) over () as total
         from res r join resource_type t using (tid) where r.op <> 'D' and ($2::text is null or t.name = $2))
       select key from numbered where n % greatest(1, total / $1) = 0 order by n limit $1`,
      [count, type ?? null],
    );
    return rows.map(({ key }) => key);
  });
}
