/** `node tools/check/src/complete-lock-file.ts`: adds to package-lock.json what npm left out, so that `npm ci` takes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { completed } from './lock-file.ts';

const path = resolve(import.meta.dirname, '../../../package-lock.json');
writeFileSync(path, `${JSON.stringify(completed(JSON.parse(readFileSync(path, 'utf8'))), null, 2)}\n`);
