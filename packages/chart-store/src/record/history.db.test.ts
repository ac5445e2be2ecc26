import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryCursor, HistoryEntry, HistoryQuery } from '../contract.ts';
import { creation, next, type Opened, openedStore, revise } from '../opened.testing.ts';

let opened: Opened;
const start = 1_700_000_000_000;

/** a: 1 at 0 s, 2 at 1 s, deleted 3 at 2 s, 4 at 3 s; b: 1 at 0 s, 2 at 1 s; Practitioner c: 1 at 2 s. */
beforeAll(async () => {
  opened = await openedStore();
  await opened.store.transaction((tx) => tx.write([creation('a'), creation('b')]));
  for (const body of ['{"v":2}', '', '{"v":4}']) await revise(opened.store, 'a', body ? { body } : undefined);
  await revise(opened.store, 'b', { body: '{"v":2}' });
  await opened.store.transaction((tx) =>
    tx.write([creation('c', { type: 'Practitioner', lastUpdated: start + 2000 })]),
  );
});
afterAll(() => opened.close());

const names = (entries: readonly HistoryEntry[]) => entries.map((entry) => `${entry.id}${entry.version}`);
const history = async (query: Partial<HistoryQuery>) => names(await opened.store.history({ count: 100, ...query }));

test('the history of a resource holds every version, newest first, deletions included', async () => {
  expect(await history({ type: 'Patient', id: 'a' })).toEqual(['a4', 'a3', 'a2', 'a1']);
  const entries = await opened.store.history({ type: 'Patient', id: 'a', count: 2 });
  expect(entries.map(({ op, body }) => [op, body])).toEqual([
    ['update', '{"v":4}'],
    ['delete', ''],
  ]);
});

test('the history of a type and of the system are in order of time', async () => {
  expect(await history({ type: 'Patient' })).toEqual(['a4', 'a3', 'b2', 'a2', 'b1', 'a1']);
  expect(await history({})).toEqual(['a4', 'c1', 'a3', 'b2', 'a2', 'b1', 'a1']);
});

test('_since keeps versions from that time on', async () => {
  expect(await history({ since: start + 2000 })).toEqual(['a4', 'c1', 'a3']);
  expect(await history({ type: 'Patient', id: 'b', since: start + 1001 })).toEqual([]);
});

test('_at keeps the versions that were current then', async () => {
  const at = (from: number, to = from) => history({ type: 'Patient', at: { from: start + from, to: start + to } });
  expect(await at(-1)).toEqual([]);
  expect(await at(500)).toEqual(['b1', 'a1']);
  expect(await at(1000)).toEqual(['b2', 'a2']);
  expect(await at(500, 1500)).toEqual(['b2', 'a2', 'b1', 'a1']);
  expect(await at(9000)).toEqual(['a4', 'b2']);
});

test('pages follow each other without gap or repetition, also within one millisecond', async () => {
  const many = Array.from({ length: 25 }, (_, i) => creation(`same-${i}`, { type: 'Group' }));
  await opened.store.transaction((tx) => tx.write(many));
  await opened.store.transaction(async (tx) => {
    const rows = await tx.lockRows(many.map(({ type, id }) => ({ type, id, forDelete: false })));
    await tx.write([...rows.values()].map((row) => ({ ...next(row, '{}'), lastUpdated: row.lastUpdated })));
  });
  const seen: string[] = [];
  let after: HistoryCursor | undefined;
  for (;;) {
    const page = await opened.store.history({ type: 'Group', count: 7, after });
    seen.push(...names(page));
    after = page.at(-1);
    if (!after) break;
  }
  expect(seen.length).toBe(50);
  expect(new Set(seen).size).toBe(50);
});
