import { expect, test, vi } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { floors, notSeen } from './floors.ts';

vi.setConfig({ testTimeout: 60_000 });

const face = 'export const answer = 42;\n';
const found = (files: Readonly<Record<string, string>>) => inScratchHouse(files, floors.find);
const importing = (name: string) => `import { answer } from '${name}';\n\nexport const same = answer;\n`;

test('a room may use the floors below it', async () => {
  expect(
    await found({
      'packages/fhir-model/src/index.ts': face,
      'packages/fhir-validate/src/index.ts': importing('@charthouse/fhir-model'),
    }),
  ).toEqual([]);
});

test('a room may not use a floor above it, nor a neighbour on its own floor', async () => {
  const up = await found({
    'packages/fhir-model/src/index.ts': importing('@charthouse/fhir-validate'),
    'packages/fhir-validate/src/index.ts': face,
  });
  expect(up).toEqual([
    expect.stringContaining('packages/fhir-model/src/index.ts -> packages/fhir-validate/src/index.ts (down-only'),
  ]);
  const beside = await found({
    'packages/fhir-search/src/index.ts': importing('@charthouse/fhir-validate'),
    'packages/fhir-validate/src/index.ts': face,
  });
  expect(beside).toEqual([expect.stringContaining('(down-only')]);
});

test('nobody goes round in a circle', async () => {
  const circle = await found({
    'packages/fhir-model/src/one.ts': "import { two } from './two.ts';\n\nexport const one = (): unknown => two;\n",
    'packages/fhir-model/src/two.ts': "import { one } from './one.ts';\n\nexport const two = (): unknown => one;\n",
  });
  expect(circle.join('\n')).toContain('(no-circles)');
});

test('a package is entered through its exports only', async () => {
  const files = { 'packages/fhir-model/src/inner.ts': face, 'packages/fhir-model/src/index.ts': face };
  const byPath = await found({
    ...files,
    'packages/fhir-xml/src/index.ts': importing('../../fhir-model/src/inner.ts'),
  });
  expect(byPath).toEqual([expect.stringContaining('(front-door-of-a-package')]);
  const byName = await found({
    ...files,
    'packages/fhir-xml/src/index.ts': importing('@charthouse/fhir-model/src/inner.ts'),
  });
  expect(byName.join('\n')).toContain('(resolvable)');
});

test('only the door and the server open the store', async () => {
  const opened = await found({
    'packages/chart-store/src/index.ts': face,
    'packages/embedded-postgres/src/index.ts': importing('@charthouse/chart-store'),
    'packages/fhir-api/src/index.ts': importing('@charthouse/chart-store'),
    'apps/server/src/main.ts': importing('@charthouse/chart-store'),
  });
  expect(opened.filter((line) => line.includes('(one-door'))).toEqual([
    expect.stringContaining('packages/embedded-postgres/src/index.ts -> packages/chart-store/src/index.ts'),
  ]);
});

test('pure rooms do not import Node, their tests do', async () => {
  const text = "import { sep } from 'node:path';\n\nexport const same = sep;\n";
  const taken = await found({
    'packages/fhir-search/src/index.ts': text,
    'packages/fhir-search/src/index.test.ts': text,
  });
  expect(taken).toEqual([expect.stringContaining('packages/fhir-search/src/index.ts -> path (pure-means-no-node')]);
});

test('what runs in a hospital does not import the testkit, its tests do', async () => {
  const files = {
    'tools/testkit/src/index.ts': face,
    'packages/fhir-api/src/index.ts': importing('@charthouse/testkit'),
    'packages/fhir-api/src/index.test.ts': importing('@charthouse/testkit'),
  };
  expect(await found(files)).toEqual([
    expect.stringContaining('packages/fhir-api/src/index.ts -> tools/testkit/src/index.ts (tools-are-for-tests'),
  ]);
});

test('a package that is installed but not in package.json may not be used', async () => {
  const text = "import pg from 'pg';\n\nexport const same = pg;\n";
  expect(await found({ 'packages/chart-store/src/index.ts': text })).toEqual([
    expect.stringContaining('(in-package-json'),
  ]);
});

test('a new room needs a floor', async () => {
  expect(
    await found({
      'packages/attic/src/index.ts': importing('@charthouse/fhir-model'),
      'packages/fhir-model/src/index.ts': face,
    }),
  ).toContainEqual(expect.stringContaining('(room-has-a-floor'));
});

test('a cruise that saw nothing is a finding, not a success', () => {
  const house = inMemory({ 'packages/fhir-model/src/index.ts': face, 'README.md': '', 'vitest.config.ts': face });
  expect(notSeen(house, { modules: [] })).toEqual([expect.stringContaining('packages/fhir-model/src/index.ts')]);
  expect(notSeen(house, { modules: [{ source: 'packages/fhir-model/src/index.ts' }] })).toEqual([]);
});
