import { afterAll, beforeAll, expect, test } from 'vitest';
import { creation, type Opened, openedStore } from '../opened.testing.ts';
import { resumeReindexing } from './reindex-job.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openedStore();
});
afterAll(() => opened.close());

const resumed = async (revision: number) => {
  await opened.store.transaction((tx) => resumeReindexing(tx.query, revision));
  const jobs = await opened.db.query('select id from job');
  const [index] = (await opened.db.query<{ revision: number }>('select revision from search_index')).rows;
  return { jobs: jobs.rows.length, revision: index?.revision };
};

test('a newer extraction is work for a job only where there is a resource', async () => {
  expect(await resumed(100)).toEqual({ jobs: 0, revision: 100 });
  await opened.store.transaction((tx) => tx.write([creation('a')]));
  expect(await resumed(100)).toEqual({ jobs: 0, revision: 100 });
  expect(await resumed(101)).toEqual({ jobs: 1, revision: 100 });
});
