/** Compares the migrations of this program with those a database says it had. */
import { driftOf } from './drift.ts';
import type { Migration } from './migrations.ts';

export interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
  /** What the database held after it, as `schemaObjects` tells. */
  readonly objects: readonly string[];
}

/** The migrations still to run. Throws a `MigrationError` on drift. */
export function pendingMigrations(files: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  applied.forEach((row, i) => {
    const file = files[i];
    if (row.version !== i + 1)
      throw new MigrationError(
        `The database lacks migration ${i + 1} but has ${row.name}: rows of its table "migration" are lost. Put them back, or restore a backup (charthouse restore).`,
      );
    if (!file) {
      throw new MigrationError(
        `The database has migration ${row.name}, which this program does not know. Start a newer program.`,
      );
    }
    if (file.name !== row.name || file.sha256 !== row.sha256) {
      throw new MigrationError(
        `Migration ${row.name} was changed after it ran on this database (now ${file.name}, other content). Restore the original file.`,
      );
    }
  });
  return files.slice(applied.length);
}

/**
 * Tables, indexes and sequences of others that stand beside ours. Throws when what was promised is missing or differs, or
 * something came into its tables.
 */
export function unpromisedObjects(promised: readonly string[], actual: readonly string[]): string[] {
  const drift = driftOf(promised, actual);
  if (drift.length) {
    const more = drift.length > shown ? `; and ${drift.length - shown} more` : '';
    throw new MigrationError(
      `The database is not what its migrations made: ${drift.slice(0, shown).join('; ')}${more}. Put it back as it was, or restore a backup (charthouse restore).`,
    );
  }
  const known = new Set(promised);
  return actual.filter((line) => !known.has(line));
}

/** Differences that a message names. */
const shown = 3;

/** The database and this program do not fit; the message says what to do. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationError';
  }
}

/** Throws when the server is older than 15. `version` is its `server_version_num`. */
export function requireServerVersion(version: number): void {
  if (version >= 150_000) return;
  const found = version >= 100_000 ? String(Math.trunc(version / 10_000)) : 'older than 10';
  throw new MigrationError(`The database runs PostgreSQL ${found}; version 15 or newer is needed.`);
}
