import { beforeAll, expect, test } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { format } from './format.ts';

const bad = [
  ['other quotes', 'quotes.ts', 'export const word = "word";\n', 'format'],
  ['export *', 'everything.ts', "export * from './quotes.ts';\n", 'noReExportAll'],
  ['four parameters', 'sum.ts', 'export const sum = (a: 1, b: 1, c: 1, d: 1) => a + b + c + d;\n', 'useMaxParams'],
  [
    'a function of 60 lines',
    'count.ts',
    `export function count(): void {\n${'  console.log(1);\n'.repeat(60)}}\n`,
    'noExcessiveLinesPerFunction',
  ],
  ['a file name in camelCase', 'allTheDates.ts', 'export const answer = 42;\n', 'useFilenamingConvention'],
  ['any', 'any.ts', 'export const answer: any = 42;\n', 'noExplicitAny'],
] as const;

const room = 'packages/fhir-model/src';
const house = {
  [`${room}/index.ts`]: 'export const answer = 42;\n',
  ...Object.fromEntries(bad.map(([, name, text]) => [`${room}/${name}`, text])),
};

let found: readonly string[] = [];
beforeAll(async () => {
  found = await inScratchHouse(house, format.find);
}, 60_000);

test('well-written code passes', () => {
  expect(found.filter((line) => line.includes('index.ts'))).toEqual([]);
});

test.each(bad)('%s is found', (_, name, _text, rule) => {
  expect(found.filter((line) => line.includes(`${room}/${name}`)).join('\n')).toContain(rule);
});
