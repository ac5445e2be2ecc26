import { afterAll, beforeAll, expect, test } from 'vitest';
import { creation, type Opened, openedStore } from '../opened.testing.ts';
import { resumeLabelling, resumeReindexing } from './reindex-job.ts';

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

test('classes are made again when other programs are set, once', async () => {
  const labelled = (...programs: string[]) => opened.store.transaction((tx) => resumeLabelling(tx.query, programs));
  const jobs = async () => (await opened.db.query('select id from job')).rows.length;
  const before = await jobs();
  await labelled();
  expect(await jobs()).toBe(before);
  await labelled('Organization/a', 'Organization/b');
  await labelled('Organization/b', 'Organization/a');
  expect(await jobs()).toBe(before + 1);
  await labelled();
  expect(await jobs()).toBe(before + 2);
});
