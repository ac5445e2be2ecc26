/** `npm run new -- KIND NAME`: writes the skeleton of a growing thing: its file, its cases, its line in the registry. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { kinds } from './kinds/index.ts';
import { writeNew } from './write.ts';

const root = resolve(import.meta.dirname, '../../..');
const [kindName, name] = process.argv.slice(2);
const kind = kinds.find((one) => one.name === kindName);

if (!kind || !name) {
  const rows = kinds.map((one) => `  ${one.name.padEnd(18)} ${one.about}`);
  console.error(['Usage: npm run new -- KIND NAME, with NAME in kebab-case. The kinds:', ...rows].join('\n'));
  process.exit(2);
}

try {
  const paths = writeNew(root, kind, name);
  execFileSync(process.execPath, [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', ...paths], {
    cwd: root,
    stdio: 'ignore',
  });
  console.log([...paths.map((path) => `wrote ${path}`), ...(kind.next ?? [])].join('\n'));
} catch (error) {
  console.error(`new: ${(error as Error).message}`);
  process.exitCode = 1;
}
