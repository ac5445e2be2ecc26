import { expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

test('an export needs a folder, and knows its types', async () => {
  expect(await ran('export')).toMatchObject({ code: 2, error: 'charthouse: `charthouse export` needs `--to DIR`.\n' });
  expect(await ran('export --to x --type Patint')).toMatchObject({
    code: 2,
    error: 'charthouse: `Patint` is no FHIR R4 resource type.\n',
  });
});
