import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds } from './kinds/index.ts';
import { writeNew } from './write.ts';

const root = resolve(import.meta.dirname, '../../..');
const copy = mkdtempSync(join(tmpdir(), 'charthouse-new-'));

/** The project as it is, so that what is written has to fit it. */
beforeAll(() => {
  const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const generated = ['packages/fhir-model/generated'];
  for (const file of [...files.split('\0').filter(Boolean), ...generated]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { recursive: true });
  }
  mkdirSync(join(copy, 'node_modules/@charthouse'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@charthouse') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  const own = join('node_modules', '@charthouse');
  for (const name of readdirSync(join(root, own)))
    symlinkSync(readlinkSync(join(root, own, name)), join(copy, own, name));
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const errorsIn = (paths: readonly string[]) => {
  const { stdout } = spawnSync(process.execPath, ['node_modules/ts7/bin/tsc', '-p', 'tsconfig.node.json'], {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => paths.some((path) => line.startsWith(path)));
};

describe('every kind of thing begins as code that compiles, with its cases and its line', () => {
  const written = new Map<string, readonly string[]>();
  beforeAll(() => {
    for (const kind of kinds) written.set(kind.name, writeNew(copy, kind, 'near-by'));
  });

  test.each(kinds)('$name', (kind) => {
    const paths = written.get(kind.name) ?? [];
    expect(paths.some((path) => path.endsWith('.test.ts') || path.endsWith('.cases.json'))).toBe(true);
    if (kind.line) expect(readFileSync(join(copy, kind.folder, 'index.ts'), 'utf8')).toContain('./near-by');
  });

  test('all compile, but for the name that a new interaction needs', () => {
    const errors = errorsIn([...written.values()].flat());
    expect(errors.filter((line) => !line.includes("'nearBy' does not exist in type"))).toEqual([]);
  }, 60_000);

  test.each(kinds)('$name: a second one of the same name is refused', (kind) => {
    expect(() => writeNew(copy, kind, 'near-by')).toThrow('is there already');
  });
});

test('a name that is not in kebab-case is refused', () => {
  for (const kind of kinds) expect(() => writeNew(copy, kind, 'NearBy')).toThrow('kebab-case');
});
