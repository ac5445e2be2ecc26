/** The workbench as browsers load it, when its sources are not those it was built from. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWorkbench, folder } from '@charthouse/workbench/build';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const stamp = join(folder, 'stamp.txt');
const made = [
  '{apps/workbench,packages/{ui,worklist,access,fhir-model,rulebook,desks}}/src/**/*.*',
  'apps/workbench/{public/*,*.html,*.json}',
  'package-lock.json',
];
const tests = /\.(test|testing)\.tsx?$/;

/** Resolves to what was done; undefined: it is as its sources are. */
export async function buildStaleWorkbench(
  fingerprintOf: (parts: readonly string[]) => string,
): Promise<string | undefined> {
  const files = globSync(made, { cwd: root })
    .filter((file) => !tests.test(file))
    .toSorted();
  const wanted = fingerprintOf(files.flatMap((file) => [file, readFileSync(join(root, file), 'utf8')]));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  const bytes = await buildWorkbench();
  writeFileSync(stamp, wanted);
  return `the workbench, ${Math.round(bytes / 1000)} kB for the first screen`;
}
