/** The last published head, beside the database: a copy of the database that is older is recognised by it. */
import { open, readFile, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { headOf, type KeptHead } from '@charthouse/chart-store';
import type { Settings } from '../settings/settings.ts';

export function headFilePath({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return resolve(join(dataDir, 'ledger.head'));
}

export function headFile(settings: Pick<Settings, 'dataDir'>): KeptHead {
  const path = headFilePath(settings);
  const read = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  return {
    read,
    async write(note) {
      const kept = await read();
      if (kept !== undefined && isOlder(note, kept)) return;
      const file = await open(`${path}.partial`, 'w', 0o600);
      try {
        await file.writeFile(note);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(`${path}.partial`, path);
    },
  };
}

/** A process that lost its place must not put an older head over that of the next one. */
function isOlder(note: string, kept: string): boolean {
  const [one, other] = [headOf(note), headOf(kept)];
  return one.origin === other.origin && one.size < other.size;
}
