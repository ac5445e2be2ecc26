import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { incomplete } from './registries.ts';

const folder = 'packages/x/src/operations';
const find = (files: Readonly<Record<string, string>>) =>
  incomplete(inMemory(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))), {
    folder,
    shape: ['operation'],
  });

test('a file that is listed and has cases passes, as does a folder', () => {
  expect(
    find({
      'index.ts': "import { meta } from './meta.ts';\nimport { everything } from './everything/index.ts';\n",
      'operation.ts': '',
      'meta.ts': '',
      'meta.cases.json': '',
      'everything/index.ts': '',
      'everything/page.ts': '',
      'everything/everything.db.test.ts': '',
    }),
  ).toEqual([]);
});

test('a file that the index does not name is found, as is one without cases', () => {
  expect(find({ 'index.ts': '', 'meta.ts': '' })).toEqual([
    `${folder}/meta: not named in ${folder}/index.ts`,
    `${folder}/meta: has no test or cases`,
  ]);
});

test('a test of several things counts for those it names, a test of all counts for all, as long as it exists', () => {
  const files = { [`${folder}/index.ts`]: "import { meta } from './meta.ts';", [`${folder}/meta.ts`]: '' };
  const test = 'packages/x/src/all.test.ts';
  const found = (more: Readonly<Record<string, string>>, by: 'testedBy' | 'allTestedBy') =>
    incomplete(inMemory({ ...files, ...more }), { folder, shape: [], [by]: test });
  expect(found({ [test]: "test('$meta answers')" }, 'testedBy')).toEqual([]);
  expect(found({ [test]: "test('$lastn answers')" }, 'testedBy')).toEqual([`${folder}/meta: has no test or cases`]);
  expect(found({ [test]: '' }, 'allTestedBy')).toEqual([]);
  expect(found({}, 'allTestedBy')).toHaveLength(1);
});

test('a registry that is gone is found, so that the law cannot look at nothing', () => {
  expect(find({})).toEqual([expect.stringContaining('this registry is gone')]);
});
