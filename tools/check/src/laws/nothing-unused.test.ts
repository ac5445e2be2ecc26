import { beforeAll, expect, test } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { nothingUnused } from './nothing-unused.ts';

const house = {
  'packages/fhir-model/src/index.ts': 'export const answer = 42;\nexport const question = 6 * 9;\n',
  'packages/fhir-model/src/forgotten.ts': 'export const forgotten = 1;\n',
  'apps/server/src/main.ts':
    "import { answer } from '@charthouse/fhir-model';\nimport pg from 'pg';\n\nconsole.log(answer, pg);\n",
  'bench/package.json':
    '{ "name": "@charthouse/bench", "version": "0.1.0", "dependencies": { "fastify": "5.12.8" } }\n',
  'bench/src/main.ts': 'console.log(1);\n',
};

let found = '';
beforeAll(async () => {
  found = (await inScratchHouse(house, nothingUnused.find)).join('\n');
}, 60_000);

test('an unused file is found', () => {
  expect(found).toMatch(/Unused files[\s\S]*packages\/fhir-model\/src\/forgotten\.ts/);
});

test('an export that nobody imports is found, also in the face of a package', () => {
  expect(found).toMatch(/Unused exports[\s\S]*question/);
});

test('a dependency that is not listed is found, and one that is listed for nothing', () => {
  expect(found).toMatch(/Unlisted dependencies[\s\S]*pg/);
  expect(found).toMatch(/Unused dependencies[\s\S]*fastify/);
});
