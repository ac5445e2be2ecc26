/** Searches find what reading every resource finds: all types of parameters, modifiers, prefixes, chains. */
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from './cases.testing.ts';
import { constructed } from './constructed.testing.ts';
import { Oracle } from './oracle.testing.ts';
import {
  hasSynthea,
  parametersOf,
  type SearchedRecord,
  searchedRecord,
  syntheaResources,
} from './searched-record.testing.ts';

/** Straight, and after a look at how far the conditions lead. */
let records: readonly SearchedRecord[];
let oracle: Oracle;

beforeAll(async () => {
  const resources: readonly Resource[] = [...constructed, ...(hasSynthea ? syntheaResources(2) : [])];
  oracle = new Oracle(resources);
  records = await Promise.all([searchedRecord(), searchedRecord({ looking: true })]);
  for (const record of records) await record.add(resources);
});

afterAll(() => Promise.all(records.map((record) => record.close())));

describe.each(Object.keys(cases))('a search on %s', (type) => {
  test.each(cases[type]!)('finds what reading everything finds: %s', async (query) => {
    const parameters = parametersOf(query).map(([name, value]) => [name, withoutEscapes(value)] as const);
    const expected = oracle.ids(type, parameters).sort();
    for (const record of records) {
      const found = await record.all({ type }, `${query}${query && '&'}_count=40`);
      expect(found.map((name) => name.split('/')[1]).sort()).toEqual(expected);
    }
  });
});

function withoutEscapes(value: string): string {
  return value.replace(/\\([,|$\\])/g, '$1');
}
