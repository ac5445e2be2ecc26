/** What a restore does with access logs: that of the database outlives what is replaced, that of the backup goes to its months. */
import pg from 'pg';
import { BackupError } from './manifest.ts';

const logTables = ['access_who', 'access_log', 'access_patient', 'access_query'];

export const isOfLog = (table: string) => logTables.includes(table);

/** Takes the log out of the way, in the caller's transaction. Returns what brings it back after loading. */
export async function keepLog(client: pg.ClientBase): Promise<() => Promise<void>> {
  const there = await client.query<{ there: boolean }>(`select to_regclass('access_log') is not null as there`);
  if (!there.rows[0]!.there) return async () => {};
  for (const table of logTables)
    await client.query(`create temp table ${kept(table)} on commit drop as select * from ${table}`);
  await client.query(
    `create temp table kept_types on commit drop as select * from resource_type;
     create temp table kept_secret on commit drop as select * from secret where name = 'index'`,
  );
  return () => bringBack(client);
}

const kept = (table: string) => `kept_${table}`;

/** Patients stand in the log by a key of their record: those of another record would be nobody's. */
async function bringBack(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ foreign: boolean }>(
    `select exists (select from kept_access_log where patients > 0) and not exists (
       select from kept_secret k join secret s on s.name = 'index' and s.value = k.value) as foreign`,
  );
  if (rows[0]!.foreign)
    throw new BackupError(
      'The database holds the access log of another record, which would be lost. Restore into an empty database; nothing was restored.',
    );
  await makeMonths(client, await monthsIn(client, 'kept_access_log'));
  await add(client, 'access_who', 'true');
  await client.query(
    `update kept_access_log k set tid = t.tid from kept_types o left join resource_type t using (name) where o.tid = k.tid`,
  );
  await client.query(
    `create temp table kept_rows on commit drop as
     select at, n from kept_access_log k where not exists (select from access_log l where l.at = k.at and l.n = k.n)`,
  );
  for (const table of ['access_patient', 'access_query', 'access_log'])
    await add(client, table, 'exists (select from kept_rows r where r.at = k.at and r.n = k.n)');
  await tellLedger(client);
}

/** What the backup did not know of waits for its leaves. In a backup of an older program a migration sees to it. */
async function tellLedger(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('access_pending') is not null as there`);
  if (!rows[0]!.there) return;
  await client.query(`insert into access_pending (at, n)
    select array_agg(at order by at, n), array_agg(n order by at, n)
    from (select at, n, (row_number() over (order by at, n) - 1) / 2000 as part from kept_rows) r group by part`);
}

/** The columns that both have: the log may be of an older program. */
async function add(client: pg.ClientBase, table: string, condition: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname as name from pg_attribute a join pg_attribute b using (attname)
     where a.attrelid = $1::regclass and b.attrelid = $2::regclass and a.attnum > 0 and b.attnum > 0`,
    [table, kept(table)],
  );
  const columns = rows.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from ${kept(table)} k where ${condition} on conflict do nothing`,
  );
}

async function monthsIn(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select distinct to_char(at, 'YYYY-MM') as month from ${table}`,
  );
  return rows.map(({ month }) => month);
}

/** The months that rows of a segment are of, from their COPY text. */
export function monthsOf(text: string, place: number): string[] {
  const months = new Set<string>();
  for (const [, month] of text.matchAll(new RegExp(`^(?:[^\\t\\n]*\\t){${place}}(\\d{4}-\\d{2})-`, 'gm')))
    if (month !== undefined) months.add(month);
  return [...months];
}

/** A backup of an older program has no function for it; its rows stay in the rest. */
export async function makeMonths(client: pg.ClientBase, months: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regprocedure('make_access_month(timestamptz)') is not null as there`,
  );
  if (!rows[0]!.there) return;
  for (const month of months) await client.query('select make_access_month($1)', [`${month}-01`]);
}
