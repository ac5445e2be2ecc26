/** An import labels by the programs of the record, whatever the environment of the command says. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resumeLabelling } from '@charthouse/chart-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { type TestRecord, testRecord } from './import.testing.ts';

let record: TestRecord;
beforeAll(async () => {
  record = await testRecord();
});
afterAll(() => record.close());

test('import', async () => {
  await resumeLabelling(
    async ({ text }) => record.rows(text.replace(/\$\d/g, `'Organization/detox'`)),
    ['Organization/detox'],
  );
  const path = join(record.folder, 'care.ndjson');
  const episode = (id: string, organization: string) => ({
    ...{ resourceType: 'EpisodeOfCare', id, status: 'active', patient: { reference: 'Patient/p' } },
    managingOrganization: { reference: `Organization/${organization}` },
  });
  const lines = [
    ...['detox', 'ward', 'more'].map((id) => ({ resourceType: 'Organization', id, name: id })),
    { resourceType: 'Patient', id: 'p' },
    ...['detox', 'ward', 'more'].map((id) => episode(id, id)),
  ];
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  const labelled = () =>
    record.rows<{ id: string }>(
      `select r.id from res r join access_class k using (vis) where '42CFRPart2' = any(k.labels) order by 1`,
    );
  expect(await ran(['import', path], { DATABASE_URL: record.url })).toMatchObject({ code: 0 });
  expect(await labelled()).toEqual([{ id: 'detox' }]);
  const more = { DATABASE_URL: record.url, CHARTHOUSE_PART_TWO_PROGRAMS: 'Organization/more' };
  const told = await ran(['import', path], more);
  expect(told).toMatchObject({
    code: 0,
    error: expect.stringContaining('names Organization/more, which the server of'),
  });
  expect(await labelled()).toEqual([{ id: 'detox' }, { id: 'more' }]);
});
