/** A database of one's own with the tables of the record in it. */
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import { migrate } from './migrate/migrate.ts';

export async function migratedDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  await migrate({ connectionString: database.url, hashKey: Buffer.alloc(32, 7) });
  return database;
}
