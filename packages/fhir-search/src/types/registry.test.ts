/** Every search type of the specification is listed, has its folder, its cases and its golden statements. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTypes, searchParameters } from '@charthouse/fhir-model/definitions';
import { expect, test } from 'vitest';
import { testSearch } from '../golden.testing.ts';
import { searchTypes } from './index.ts';

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test('every search type that a definition names is listed', () => {
  expect(searchParameters.filter((definition) => !searchTypes[definition.type])).toEqual([]);
});

test.each(folders.map((folder) => folder.name))('types/%s is listed, and has cases with golden statements', (name) => {
  const index = readFileSync(join(here, 'index.ts'), 'utf8');
  expect(index).toContain(`'./${name}/${name}.ts'`);
  for (const file of [`${name}.ts`, `${name}.cases.test.ts`, `${name}.sql`])
    expect(existsSync(join(here, name, file))).toBe(true);
});

test('every base parameter of every type can be searched', () => {
  const missing: string[] = [];
  for (const type of resourceTypes) {
    const known = new Set(testSearch.parametersOf(type).map((definition) => definition.code));
    for (const definition of searchParameters)
      if (definition.base.includes(type) && !known.has(definition.code)) missing.push(`${type}.${definition.code}`);
  }
  expect(missing).toEqual([]);
});
