/** The migrations as files: `NNNN_name.sql`, numbered without gaps, run in order, never changed once released. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export const migrationsFolder = new URL('../../migrations/', import.meta.url);

/** Throws when the numbers have gaps or repeat, or a file has another name. */
export async function readMigrations(folder: URL = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (file, i) => {
      const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
      if (Number(number) !== i + 1) {
        throw new Error(`Migration file ${file} should be named ${String(i + 1).padStart(4, '0')}_name.sql.`);
      }
      const sql = await readFile(new URL(file, folder), 'utf8');
      return { version: i + 1, name: `${number}_${name}`, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
