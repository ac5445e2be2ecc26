/** `npm ci` takes the lock file: every optional platform package has an entry. */
import type { Law } from '../law.ts';
import { missingEntries } from '../lock-file.ts';

export const lockFile: Law = {
  name: 'the lock file is complete',
  find: ({ read }) =>
    Object.keys(missingEntries(JSON.parse(read('package-lock.json')))).map(
      (path) => `package-lock.json: ${path} is missing; run node tools/check/src/complete-lock-file.ts`,
    ),
};
