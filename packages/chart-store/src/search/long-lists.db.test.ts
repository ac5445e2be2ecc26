/** The longest lists a search may have, on the real database: planned in bounded time, and never longer than the time limit. */
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../open-store.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;

beforeAll(async () => {
  record = await searchedRecord();
  await record.add([
    { resourceType: 'Observation', id: 'old', status: 'final', code: {}, effectiveDateTime: '1950-01-01' },
    { resourceType: 'Observation', id: 'new', status: 'final', code: {}, effectiveDateTime: '2020-01-01' },
  ] as Resource[]);
});

afterAll(() => record.close());

const list = (n: number, prefix: string) => Array.from({ length: n }, (_, i) => `${prefix}${1960 + i}`).join(',');

test('a thousand dates in one list find what one of them finds', async () => {
  expect(await record.all({ type: 'Observation' }, `date=${list(1000, 'gt')}`)).toEqual(['Observation/new']);
}, 20_000);

test('the time limit ends a search that is long to plan', async () => {
  const hasty = await openStore({ connectionString: record.url, searchTimeout: 100 });
  try {
    const all = Array.from({ length: 3 }, () => `date=${list(1000, 'ap')}`).join('&');
    const query = record.search.parse({ type: 'Observation' }, parametersOf(all), { strict: true });
    const start = performance.now();
    await expect(hasty.search(record.search.page(query))).rejects.toMatchObject({ status: 408 });
    expect(performance.now() - start).toBeLessThan(5000);
  } finally {
    await hasty.close();
  }
}, 20_000);
