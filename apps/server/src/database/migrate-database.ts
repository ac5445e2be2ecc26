/** Migrates the database that the settings mean, or says what that would do. */
import { grantRole, migrate, migrationNames } from '@charthouse/chart-store';
import { hasEmbedded } from '@charthouse/embedded-postgres';
import type { Settings } from '../settings/settings.ts';
import { openDatabase } from './with-database.ts';

/** `dryRun`: changes nothing, makes no database where there is none. `grant`: a role that gets what servers need. */
export async function migrateDatabase(
  settings: Settings,
  { dryRun, grant }: { readonly dryRun: boolean; readonly grant?: string | undefined },
): ReturnType<typeof migrate> {
  if (dryRun && !settings.databaseUrl && !hasEmbedded(settings.dataDir))
    return { migrations: await migrationNames(), unpromised: [] };
  const database = await openDatabase(settings);
  try {
    const done = await migrate({ connectionString: database.url, dryRun });
    if (grant !== undefined) await grantRole(database.url, grant);
    return done;
  } finally {
    await database.close();
  }
}
