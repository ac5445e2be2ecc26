/** Makes the schema as it was when a backup was taken, without rows and without what slows loading. */
import pg from 'pg';
import { migrationTable } from '../migrate/migrate.ts';
import { readMigrations } from '../migrate/migrations.ts';
import { schemaObjects } from '../migrate/schema-objects.ts';
import { isOfLog } from './keep-log.ts';
import { BackupError, type BackupManifest } from './manifest.ts';
import { promisedObjects } from './promised.ts';

/**
 * Replaces what the schema holds, in the caller's transaction. Returns what is to be done after loading: indexes and
 * constraints, and the comparison with the backup's schema.
 */
export async function emptySchema(client: pg.ClientBase, manifest: BackupManifest): Promise<() => Promise<void>> {
  const files = await readMigrations();
  for (const [i, { name, sha256: expected }] of manifest.migrations.entries()) {
    const file = files[i];
    if (file?.name !== name || file.sha256 !== expected)
      throw new BackupError(
        `The backup was made by Charthouse ${manifest.program} with migration ${name}, which this version does not have so. Use that version, or a newer one.`,
      );
  }
  await dropAll(client);
  await dropFunctions(client, files.map(({ sql }) => sql).join('\n'));
  await client.query(migrationTable);
  for (const file of files.slice(0, manifest.migrations.length)) await client.query(file.sql);
  const tables = manifest.tables.map(({ name }) => name);
  // Rows that migrations made are in the backup; in the log they make none, and nobody empties it.
  await client.query(`truncate ${names(tables.filter((table) => !isOfLog(table)))} cascade`);
  const again = await dropWhatSlows(client, tables);
  return async () => {
    for (const statement of again) await client.query(statement);
    const actual = new Set(await schemaObjects(client));
    const missing = (await promisedObjects(client)).objects.filter((line) => !actual.has(line));
    if (missing.length > 0) throw new BackupError(`The restored schema lacks ${missing[0]}; nothing was restored.`);
  };
}

const names = (list: readonly string[]) => list.map((name) => pg.escapeIdentifier(name)).join(', ');

/** The record that is there; tables of others stay. */
async function dropAll(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('migration') is not null as there`);
  if (!rows[0]!.there) return;
  const { tables, sequences } = await promisedObjects(client);
  await client.query(`drop table if exists ${names([...tables, 'migration'])} cascade`);
  if (sequences.length > 0) await client.query(`drop sequence if exists ${names(sequences)} cascade`);
}

/** Those that migrations make: some take others away and make them once, which fails where they are there already. */
async function dropFunctions(client: pg.ClientBase, migrations: string): Promise<void> {
  const made = [...migrations.matchAll(/create (?:or replace )?function (\w+)\s*\(/g)].map(([, name]) => name);
  const { rows } = await client.query<{ drop: string }>(
    `select format('drop function %s cascade', oid::regprocedure) as drop from pg_proc
     where pronamespace = current_schema()::regnamespace and proname = any($1)`,
    [made],
  );
  for (const { drop } of rows) await client.query(drop);
}

/** Drops foreign keys and the indexes that no constraint needs. Returns the statements that make them again. */
async function dropWhatSlows(client: pg.ClientBase, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; again: string }>(
    `select format('alter table %I drop constraint %I', c.relname, k.conname) as drop,
       format('alter table %I add constraint %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) as again, 2 as place
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and c.relname = any($1) and c.relnamespace = current_schema()::regnamespace
     union all
     select format('drop index %I', i.relname), pg_get_indexdef(i.oid), 1
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
     where c.relname = any($1) and c.relnamespace = current_schema()::regnamespace and i.relkind = 'i'
       and not exists (select from pg_constraint k where k.conindid = i.oid)
     order by 3, 1`,
    [tables],
  );
  for (const { drop } of rows) await client.query(drop);
  return rows.map(({ again }) => again);
}
