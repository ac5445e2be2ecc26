/** Slow searches hold up each other: not history, hardly the quick ones; and what is full is told. */
import { getPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creation, type Opened, openedStore } from '../opened.testing.ts';

let opened: Opened;

beforeAll(async () => {
  opened = await openedStore({ searchConnections: 2, searchTimeout: 20_000 });
  await opened.store.transaction((tx) => tx.write([creation('here')]));
});

afterAll(() => opened.close());

test('a search that one plan serves is planned once, every other for its own values, also after one that failed', async () => {
  const { store } = opened;
  const mode = async (once?: true) => {
    const text = "select current_setting('plan_cache_mode') as mode";
    const rows = await store.search<{ mode: string }>({ text, values: [], ...(once && { once }) });
    return rows[0]?.mode;
  };
  for (const failing of [undefined, true] as const) {
    expect(await mode()).toBe('force_custom_plan');
    expect(await mode(true)).toBe('force_generic_plan');
    const broken = store.search({ text: 'select 1 / 0', values: [], ...(failing && { once: failing }) });
    await expect(broken).rejects.toThrow('division by zero');
  }
  expect(await mode()).toBe('force_custom_plan');
});

const besideUs = () => process.platform === 'linux' && opened.database.url.includes('host=');

test('searches that may take long leave the processors to everyone else', async ({ skip }) => {
  skip(!besideUs(), 'PostgreSQL is not reached over a socket of this machine');
  const { store } = opened;
  const ask = 'select pg_backend_pid() as pid';
  const searches = await Promise.all([1, 2].map(() => store.search<{ pid: number }>({ text: ask, values: [] })));
  const [writer] = (await opened.db.query<{ pid: number }>(ask)).rows;
  await expect.poll(() => searches.map(([row]) => getPriority(row!.pid))).toEqual([10, 10]);
  expect(getPriority(writer!.pid)).toBe(getPriority());
});

const slow = () => opened.store.search({ text: 'select pg_sleep(7)', values: [] });

test('while slow searches take every connection, quick ones and histories are answered, and one more slow one is told why not', async () => {
  const { store } = opened;
  const holding = [slow(), slow()];
  const waiting = Array.from({ length: 25 }, () => slow().catch(({ status }) => expect(status).toBe(503)));
  const start = performance.now();
  const refused = expect(slow()).rejects.toMatchObject({
    status: 503,
    headers: { 'retry-after': expect.any(String) },
    message: expect.stringMatching(
      /^All search connections are busy with slow searches.*CHARTHOUSE_SEARCH_CONNECTIONS/,
    ),
  });
  const quick = Array.from({ length: 20 }, (_, i) =>
    store.search({ text: 'select $1::int4 as one', values: [i] }).then((rows) => expect(rows).toEqual([{ one: i }])),
  );
  const history = await store.history({ type: 'Patient', id: 'here', count: 10 });
  expect(history).toHaveLength(1);
  await Promise.all(quick);
  expect(performance.now() - start).toBeLessThan(4000);
  await expect(store.search({ text: 'select 1 / 0', values: [] })).rejects.toThrow('division by zero');
  await refused;
  await Promise.all([...holding, ...waiting]);
  const again = Array.from({ length: 10 }, () => store.search({ text: 'select 1 as one', values: [] }));
  expect(await Promise.all(again)).toEqual(Array.from({ length: 10 }, () => [{ one: 1 }]));
}, 30_000);
