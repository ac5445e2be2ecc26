import { beforeAll, expect, test } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { compiles, compilesPure } from './compiles.ts';

const reaching = ['fetch', 'process', 'setTimeout'];
const room = 'packages/fhir-model/src';
const house = {
  [`${room}/wrong-type.ts`]: "export const answer: number = 'forty-two';\n",
  [`${room}/colour.ts`]: 'export enum Colour {\n  Red,\n}\n',
  ...Object.fromEntries(reaching.map((name) => [`${room}/${name.toLowerCase()}.ts`, `export const own = ${name};\n`])),
  'apps/server/src/main.ts': 'export {};\n',
};

let pure: readonly string[] = [];
let all: readonly string[] = [];
beforeAll(async () => {
  [pure, all] = await inScratchHouse(house, (h) => Promise.all([compilesPure.find(h), compiles.find(h)]));
}, 60_000);

test('a wrong type is found, with its place', () => {
  expect(all).toContainEqual(expect.stringContaining(`${room}/wrong-type.ts(1,14): error TS2322`));
});

test('syntax that type stripping cannot remove is found', () => {
  expect(all).toContainEqual(expect.stringMatching(/colour\.ts.*TS1294/));
});

test.each(reaching)('the pure floors do not know %s, the others do', (name) => {
  const file = `${room}/${name.toLowerCase()}.ts`;
  expect(pure.filter((line) => line.startsWith(file))).toHaveLength(1);
  expect(all.filter((line) => line.startsWith(file))).toEqual([]);
});
