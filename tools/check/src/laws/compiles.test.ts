import { expect, test, vi } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { compiles, compilesPure } from './compiles.ts';

vi.setConfig({ testTimeout: 60_000 });

const house = (text: string) => ({
  'packages/fhir-model/src/index.ts': text,
  'apps/server/src/main.ts': 'export {};\n',
});

test('a wrong type is found, with its place', async () => {
  const files = house("export const answer: number = 'forty-two';\n");
  expect(await inScratchHouse(files, compiles.find)).toEqual([
    expect.stringContaining('packages/fhir-model/src/index.ts(1,14): error TS2322'),
  ]);
});

test.each(['fetch', 'process', 'setTimeout'])('the pure floors do not know %s, the others do', async (name) => {
  const files = house(`export const reached = ${name};\n`);
  expect((await inScratchHouse(files, compilesPure.find)).join('\n')).toContain(name);
  expect(await inScratchHouse(files, compiles.find)).toEqual([]);
});

test('syntax that type stripping cannot remove is found', async () => {
  expect((await inScratchHouse(house('export enum Colour {\n  Red,\n}\n'), compiles.find)).join('\n')).toContain(
    'TS1294',
  );
});
