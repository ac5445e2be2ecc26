/** PostgreSQL without installing one: the npm-packaged binaries, run inside a data folder. */
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  findEmbedded,
  hasEmbedded,
  removeAbandoned,
  startEmbedded,
} from './start.ts';
