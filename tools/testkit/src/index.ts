/** What tests share. */
export { type FreshDatabase, freshDatabase, migratedDatabase } from './fresh-database.ts';
