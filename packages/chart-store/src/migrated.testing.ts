/** A database of one's own with the tables of the record in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import pg from 'pg';

export async function migratedDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const folder = new URL('../migrations/', import.meta.url);
  for (const file of readdirSync(folder).sort()) await client.query(readFileSync(new URL(file, folder), 'utf8'));
  await client.end();
  return database;
}
