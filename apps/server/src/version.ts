/** The version of the software, from its package, and when that was put in place. */
import { readFileSync, statSync } from 'node:fs';

const packageFile = new URL('../package.json', import.meta.url);

export const version: string = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;

/** Milliseconds since 1970; the same in every worker and after every start. */
export const versionDate: number = Math.floor(statSync(packageFile).mtimeMs);
