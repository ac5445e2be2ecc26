import { expect, test, vi } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { format } from './format.ts';

vi.setConfig({ testTimeout: 60_000 });

const found = async (files: Readonly<Record<string, string>>) =>
  (await inScratchHouse(files, format.find)).filter((line) => line.includes('packages/')).join('\n');
const room = 'packages/fhir-model/src';

test('well-written code passes', async () => {
  expect(await found({ [`${room}/index.ts`]: 'export const answer = 42;\n' })).toBe('');
});

test.each([
  ['other quotes', 'index.ts', 'export const word = "word";\n', 'format'],
  ['export *', 'index.ts', "export * from './resource.ts';\n", 'noReExportAll'],
  [
    'four parameters',
    'index.ts',
    'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;\n',
    'useMaxParams',
  ],
  [
    'a function of 60 lines',
    'index.ts',
    `export function count(): void {\n${'  console.log(1);\n'.repeat(60)}}\n`,
    'noExcessiveLinesPerFunction',
  ],
  ['a file name in camelCase', 'allTheDates.ts', 'export const answer = 42;\n', 'useFilenamingConvention'],
  ['any', 'index.ts', 'export const answer: any = 42;\n', 'noExplicitAny'],
])('%s is found', async (_, name, text, rule) => {
  expect(await found({ [`${room}/${name}`]: text })).toContain(rule);
});
