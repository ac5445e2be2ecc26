/** The script of the page /log/verify as one file for browsers, with what it imports. https://rolldown.rs */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = join(root, 'apps/log-page/generated/page.js');
const stamp = join(root, 'apps/log-page/generated/stamp.txt');
const made = ['{apps/log-page/browser,packages/ledger/src}/**/*.ts', 'tools/generate/{package.json,src/log-page.ts}'];
const tests = /\.(test|testing)\.ts$/;

/** Resolves to what was done; undefined: the script is as its sources are. */
export async function buildLogPage(fingerprintOf: (parts: readonly string[]) => string): Promise<string | undefined> {
  const files = globSync([...made, 'apps/log-page/package.json'], { cwd: root })
    .filter((file) => !tests.test(file))
    .toSorted();
  const wanted = fingerprintOf(files.flatMap((file) => [file, readFileSync(join(root, file), 'utf8')]));
  if (textOf(stamp) === wanted && textOf(script) !== undefined) return undefined;
  const bundle = await rolldown({ input: join(root, 'apps/log-page/browser/main.ts'), platform: 'browser' });
  const { output } = await bundle.write({ file: script, format: 'es', minify: true });
  await bundle.close();
  writeFileSync(stamp, wanted);
  return `the page that checks proofs: ${Math.round(output[0].code.length / 1024)} kB`;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
