/** Migrates the database that the settings mean, or says what that would do. */
import { migrate, migrationNames } from '@charthouse/chart-store';
import { hasEmbedded } from '@charthouse/embedded-postgres';
import type { Settings } from '../settings/settings.ts';
import { openDatabase } from './with-database.ts';

/** `dryRun`: changes nothing, makes no database where there is none. */
export async function migrateDatabase(settings: Settings, dryRun: boolean): ReturnType<typeof migrate> {
  if (dryRun && !settings.databaseUrl && !hasEmbedded(settings.dataDir))
    return { migrations: await migrationNames(), unpromised: [] };
  const database = await openDatabase(settings);
  return migrate({ connectionString: database.url, dryRun }).finally(() => database.close());
}
