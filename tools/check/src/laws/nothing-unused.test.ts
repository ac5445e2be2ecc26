import { expect, test, vi } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { nothingUnused } from './nothing-unused.ts';

vi.setConfig({ testTimeout: 60_000 });

const server = "import { answer } from '@charthouse/fhir-model';\n\nconsole.log(answer);\n";
const found = async (files: Readonly<Record<string, string>>) => {
  const lines = await inScratchHouse(
    { 'packages/fhir-model/src/index.ts': 'export const answer = 42;\n', 'apps/server/src/main.ts': server, ...files },
    nothingUnused.find,
  );
  return lines.join('\n').replaceAll(/ {2,}/g, '  ');
};

test('an unused file is found', async () => {
  expect(await found({ 'packages/fhir-model/src/forgotten.ts': 'export const forgotten = 1;\n' })).toMatch(
    /Unused files[\s\S]*packages\/fhir-model\/src\/forgotten\.ts/,
  );
});

test('an export that nobody imports is found, also in the face of a package', async () => {
  const text = 'export const answer = 42;\nexport const question = 6 * 9;\n';
  expect(await found({ 'packages/fhir-model/src/index.ts': text })).toMatch(/Unused exports[\s\S]*question/);
});

test('a dependency that is not listed is found, and one that is listed for nothing', async () => {
  const text = "import pg from 'pg';\n\nconsole.log(pg);\n";
  expect(await found({ 'bench/src/main.ts': text })).toMatch(/Unlisted dependencies[\s\S]*pg/);
  const manifest = '{ "name": "@charthouse/bench", "version": "0.1.0", "dependencies": { "pg": "8.23.1" } }\n';
  expect(await found({ 'bench/src/main.ts': 'console.log(1);\n', 'bench/package.json': manifest })).toMatch(
    /Unused dependencies[\s\S]*pg/,
  );
});
