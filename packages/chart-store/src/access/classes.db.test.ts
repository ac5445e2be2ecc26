/** Classes are made beside the transactions that need them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { creation, type Opened, openedStore } from '../opened.testing.ts';

let opened: Opened;
beforeEach(async () => {
  opened = await openedStore();
});
afterEach(() => opened.close());

const ofFacility = (id: string) =>
  creation(id, { access: { class: { labels: [], facility: 'Organization/new', states: [] } } });

async function classesOf(ids: readonly string[]): Promise<number[]> {
  const { rows } = await opened.db.query('select vis from res where id = any($1) order by id', [ids]);
  return rows.map((row: { vis: number }) => row.vis);
}

test('nobody waits for another who writes the first version of the same class', async () => {
  const { store } = opened;
  await store.transaction(async (slow) => {
    await slow.write([ofFacility('a')]);
    await slow.query({ text: 'select 1', values: [] });
    await store.transaction((quick) => quick.write([ofFacility('b')]), { lockTimeout: 1000 });
  });
  const [first, second] = await classesOf(['a', 'b']);
  expect(first).toBeGreaterThan(0);
  expect(second).toBe(first);
});

test('a class of what was taken back is the class of what comes next', async () => {
  const { store } = opened;
  const refused = store.transaction(async (tx) => {
    await tx.write([ofFacility('a')]);
    throw new Error('taken back');
  });
  await expect(refused).rejects.toThrow('taken back');
  await store.transaction((tx) => tx.write([ofFacility('b')]));
  expect(await classesOf(['a', 'b'])).toEqual([expect.any(Number)]);
  expect(await classesOf(['b'])).not.toContain(0);
});
