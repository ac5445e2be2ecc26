/** Whether a database may be filled from a backup: empty, ours, and nobody at work in it. */
import type pg from 'pg';
import { BackupError } from './manifest.ts';

/** @throws BackupError */
export async function requireRoom(client: pg.ClientBase, force: boolean): Promise<void> {
  const { rows } = await client.query<{ ours: boolean; others: number; busy: number }>(`
    select to_regclass('migration') is not null and to_regclass('res') is not null as ours,
      (select count(*)::int from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm')
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = oid and d.deptype = 'e')) as others,
      (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and application_name ~ '^charthouse') as busy`);
  const { ours, others, busy } = rows[0]!;
  if (!ours && others > 0)
    throw new BackupError('The database holds tables of other programs. Restore into a database of its own.');
  if (busy > 0)
    throw new BackupError(
      'Charthouse is at work in this database. Stop the server and other commands first, then restore.',
    );
  if (!ours || force) return;
  const { rows: counts } = await client.query<{ n: number }>(
    'select ((select count(*) from (select from res limit 1) r) + (select count(*) from (select from hist limit 1) h))::int as n',
  );
  if (counts[0]!.n > 0 || (await holdsPackages(client)))
    throw new BackupError(
      'The database already holds a record. Restore into an empty one (another DATABASE_URL or CHARTHOUSE_DATA), or replace this one with --force.',
    );
}

/** A schema of an earlier version has no table for them. */
async function holdsPackages(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('package') is not null as there`);
  if (!rows[0]!.there) return false;
  const { rowCount } = await client.query('select from package limit 1');
  return rowCount === 1;
}
