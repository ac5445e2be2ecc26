/** What tests share. */
export { type FreshDatabase, freshDatabase } from './fresh-database.ts';
