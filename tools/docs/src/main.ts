/** `npm run docs`: writes the generated parts of the documents. With `--check` it only says which are out of date, and exits 1. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withPart } from './part.ts';
import { parts } from './parts/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const checkOnly = process.argv.includes('--check');

for (const part of parts) {
  const path = resolve(root, part.document);
  const before = readFileSync(path, 'utf8');
  try {
    const after = withPart(before, part);
    if (after === before) continue;
    if (checkOnly) throw new Error(`"${part.name}" is out of date; run \`npm run docs\``);
    writeFileSync(path, after);
    console.log(`${part.document}: wrote "${part.name}"`);
  } catch (error) {
    console.error(`${part.document}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
