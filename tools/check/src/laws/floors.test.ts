import { beforeAll, expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { floors, notSeen } from './floors.ts';

const face = 'export const answer = 42;\n';
const using = (...names: string[]) =>
  names.map((name, n) => `import { answer as a${n} } from '${name}';\n\nexport const b${n} = a${n};\n`).join('');
const node = "import { sep } from 'node:path';\n\nexport const same = sep;\n";

/** A house in which every floor law is broken once, and kept beside it. */
const house = {
  'packages/fhir-model/src/index.ts': face,
  'packages/fhir-model/src/inner.ts': face,
  'packages/fhir-model/src/upward.ts': using('@charthouse/fhir-validate'),
  'packages/fhir-model/src/one.ts': "import { two } from './two.ts';\n\nexport const one = (): unknown => two;\n",
  'packages/fhir-model/src/two.ts': "import { one } from './one.ts';\n\nexport const two = (): unknown => one;\n",
  'packages/fhir-model/src/node.ts': node,
  'packages/fhir-model/src/node.test.ts': node,
  'packages/fhir-xml/src/by-path.ts': using('../../fhir-model/src/inner.ts'),
  'packages/fhir-xml/src/by-name.ts': using('@charthouse/fhir-model/src/inner.ts'),
  'packages/fhir-validate/src/index.ts': `${face}${using('@charthouse/fhir-model')}`,
  'packages/fhir-search/src/sideways.ts': using('@charthouse/fhir-validate'),
  'packages/chart-store/src/index.ts': face,
  'packages/chart-store/src/unlisted.ts': "import pg from 'pg';\n\nexport const same = pg;\n",
  'packages/embedded-postgres/src/opens.ts': using('@charthouse/chart-store'),
  'packages/fhir-api/src/opens.ts': using('@charthouse/chart-store'),
  'packages/fhir-api/src/tests.ts': using('@charthouse/testkit'),
  'packages/fhir-api/src/tests.test.ts': using('@charthouse/testkit'),
  'packages/attic/src/index.ts': using('@charthouse/fhir-model'),
  'apps/server/src/main.ts': using('@charthouse/chart-store', '@charthouse/fhir-validate'),
  'tools/testkit/src/index.ts': `${face}${using('@charthouse/chart-store')}`,
};

let found: readonly string[] = [];
beforeAll(async () => {
  found = await inScratchHouse(house, floors.find);
}, 60_000);

/** `from -> to` of the findings by one rule. */
const by = (rule: string) =>
  found.filter((line) => new RegExp(`\\(${rule}[:)]`).test(line)).map((line) => line.replace(/ \(.*/, ''));

test('a room uses the floors below it only, not its neighbours', () => {
  expect(by('down-only').filter((line) => !line.includes('opens') && !line.includes('tests'))).toEqual([
    'packages/fhir-model/src/upward.ts -> packages/fhir-validate/src/index.ts',
    'packages/fhir-search/src/sideways.ts -> packages/fhir-validate/src/index.ts',
  ]);
});

test('nobody goes round in a circle', () => {
  expect(by('no-circles').join('\n')).toContain('packages/fhir-model/src/one.ts');
  expect(by('no-circles').join('\n')).toContain('packages/fhir-model/src/two.ts');
});

test('a package is entered through its exports only', () => {
  expect(by('front-door-of-a-package')).toEqual([
    'packages/fhir-xml/src/by-path.ts -> packages/fhir-model/src/inner.ts',
  ]);
  expect(by('resolvable')).toEqual(['packages/fhir-xml/src/by-name.ts -> @charthouse/fhir-model/src/inner.ts']);
});

test('only the door and the server open the store', () => {
  expect(by('one-door')).toEqual(['packages/embedded-postgres/src/opens.ts -> packages/chart-store/src/index.ts']);
});

test('pure rooms do not import Node, their tests do', () => {
  expect(by('pure-means-no-node')).toEqual(['packages/fhir-model/src/node.ts -> path']);
});

test('what runs in a hospital does not import the testkit, its tests do', () => {
  expect(by('tools-are-for-tests')).toEqual(['packages/fhir-api/src/tests.ts -> tools/testkit/src/index.ts']);
});

test('a package that is installed but not in package.json may not be used', () => {
  expect(by('in-package-json')).toEqual([
    expect.stringMatching(/^packages\/chart-store\/src\/unlisted\.ts -> .*node_modules\/pg\//),
  ]);
});

test('a new room needs a floor', () => {
  expect(by('room-has-a-floor')).toEqual(['packages/attic/src/index.ts -> packages/fhir-model/src/index.ts']);
});

test('a cruise that saw nothing is a finding, not a success', () => {
  const seen = inMemory({ 'packages/fhir-model/src/index.ts': face, 'README.md': '', 'vitest.config.ts': face });
  expect(notSeen(seen, { modules: [] })).toEqual([expect.stringContaining('packages/fhir-model/src/index.ts')]);
  expect(notSeen(seen, { modules: [{ source: 'packages/fhir-model/src/index.ts' }] })).toEqual([]);
});
