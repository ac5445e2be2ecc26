/** What sorts a result depends on what the rows of the index have; until they are made again, texts are read from the bodies. */
import { expect, test } from 'vitest';
import { createSearch } from '../index.ts';

const sortedBy = (type: string, sort: string, revision?: number): readonly string[] => {
  const parts = { hash: () => 1n, typeId: () => 1, typeName: () => type, parameterId: () => 1 };
  const search = createSearch({ ...parts, ...(revision && { revision }) });
  return search.parse({ type }, [['_sort', sort]], { strict: true }).sort.map(({ by }) => by);
};

test.each([
  ['Patient', 'identifier', ['row', 'tie'], ['body']],
  ['Patient', 'phone', ['row', 'tie'], ['body']],
  ['Patient', '_tag', ['code', 'tie'], ['body']],
  ['Patient', '_source', ['row', 'tie'], ['row', 'tie']],
  ['Patient', 'organization', ['target', 'tie'], ['body']],
  ['PlanDefinition', 'definition', ['row', 'tie'], ['body']],
  ['Observation', '-subject,-date', ['target', 'tie'], ['body', 'primary']],
  ['Observation', 'code-value-quantity', ['code', 'row'], ['code', 'row']],
])('%s by %s', (type, sort, now, before) => {
  expect(sortedBy(type, sort)).toEqual(now);
  expect(sortedBy(type, sort, 8)).toEqual(before);
});
