/** A house that is only a record of file names and texts, for laws that read text. */
import type { House } from './law.ts';

export function inMemory(files: Readonly<Record<string, string>>): House {
  return { root: '/nowhere', files: Object.keys(files), read: (file) => files[file] as string };
}
