/** The keys that secrets of sign-in are encrypted with: from the setting, else from a file of the data folder, which is made when it is not there. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

const fileName = 'secret.key';

/** The first seals. @throws CommandStop when the file cannot be read */
export async function secretKeys({
  secretKeys: given,
  dataDir,
}: Pick<Settings, 'secretKeys' | 'dataDir'>): Promise<readonly string[]> {
  if (given) return given;
  const path = join(dataDir, fileName);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const fresh = `${randomBytes(32).toString('base64url')}\n`;
    await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    const key = (await readFile(path, 'utf8')).trim();
    if (key.length < 32) throw failure(`${path} is no key: remove it, or bring the one back that was there.`);
    return [key];
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw failure(`the key for the secrets of sign-in cannot be kept in ${path} (${String(error.code)}).`, error);
  }
}
