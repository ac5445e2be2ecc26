import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creation, lockPatient, next, type Opened, openedStore } from '../opened.testing.ts';
import { VersionRace } from './version-race.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openedStore({ writeConnections: 16 });
});
afterAll(() => opened.close());

/** A door that opens when `count` have come to it. */
function meeting(count: number): () => Promise<void> {
  let waiting = 0;
  let open: () => void;
  const opening = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (++waiting >= count) open();
    return opening;
  };
}

test('transactions that lock the same rows in opposite order run again and both succeed', async () => {
  const { store } = opened;
  await store.transaction((tx) => tx.write([creation('left'), creation('right')]));
  const before = store.counters.retries.deadlock;
  const meet = meeting(2);
  const cross = (first: string, second: string) =>
    store.transaction(async (tx) => {
      const a = await lockPatient(tx, first);
      await meet();
      const b = await lockPatient(tx, second);
      await tx.write([next(a, '{}'), next(b, '{}')]);
    });
  await Promise.all([cross('left', 'right'), cross('right', 'left')]);
  expect(store.counters.retries.deadlock).toBe(before + 1);
  expect((await store.read('Patient', 'left'))?.version).toBe(3);
  expect((await store.read('Patient', 'right'))?.version).toBe(3);
});

test('transactions that ask for their rows together wait for each other instead', async () => {
  const { store } = opened;
  const ids = Array.from({ length: 20 }, (_, i) => `row-${i}`);
  await store.transaction((tx) => tx.write(ids.map((id) => creation(id))));
  const before = { ...store.counters.retries };
  const rounds = Array.from({ length: 60 }, (_, i) =>
    (i % 2 ? ids : ids.toReversed()).slice(i % 9, (i % 9) + 3 + (i % 11)),
  );
  await Promise.all(
    rounds.map((part) =>
      store.transaction(async (tx) => {
        const rows = await tx.lockRows(part.map((id) => ({ type: 'Patient', id, forDelete: false })));
        await tx.write([...rows.values()].map((row) => next(row, '{}')));
      }),
    ),
  );
  expect(store.counters.retries).toEqual(before);
  const versions = await store.readMany(ids.map((id) => ({ type: 'Patient', id })));
  const written = [...versions.values()].reduce((sum, row) => sum + row.version - 1, 0);
  expect(written).toBe(rounds.reduce((sum, part) => sum + part.length, 0));
});

test('many who create the same id make one creation and versions of it, none lost', async () => {
  const { store } = opened;
  const meet = meeting(8);
  const puts = Array.from({ length: 24 }, () =>
    store.transaction(async (tx) => {
      const row = await lockPatient(tx, 'wanted');
      await meet();
      await tx.write([row ? next(row, '{}') : creation('wanted')]);
    }),
  );
  await Promise.all(puts);
  expect((await store.read('Patient', 'wanted'))?.version).toBe(24);
  expect(await store.history({ type: 'Patient', id: 'wanted', count: 100 })).toHaveLength(24);
  expect(store.counters.retries.uniqueKey).toBeGreaterThan(0);
});

test('an advisory lock lets one of many create, whichever order its keys are named in', async () => {
  const { store } = opened;
  const attempts = Array.from({ length: 32 }, (_, i) =>
    store.transaction(async (tx) => {
      await tx.lockKeys(i % 2 ? [11n, -5n, 7n] : [7n, 11n, -5n]);
      const [row] = await tx.query<{ n: bigint }>({
        text: "select count(*) as n from res where id like 'only-%'",
        values: [],
      });
      if (row!.n === 0n) await tx.write([creation(`only-${i}`)]);
    }),
  );
  await Promise.all(attempts);
  const { rows } = await opened.db.query("select count(*)::int as n from res where id like 'only-%'");
  expect(rows[0].n).toBe(1);
});

test('shared advisory locks let each other in and keep an exclusive one out', async () => {
  const { store } = opened;
  const meet = meeting(3);
  const order: string[] = [];
  const reader = () =>
    store.transaction(async (tx) => {
      await tx.lockKeysShared([77n]);
      await meet();
      await sleep(50);
      order.push('shared');
    });
  const both = [reader(), reader()];
  await meet();
  const exclusive = store.transaction(async (tx) => {
    await tx.lockKeys([77n]);
    order.push('exclusive');
  });
  await Promise.all([...both, exclusive]);
  expect(order).toEqual(['shared', 'shared', 'exclusive']);
});

test('work that meets a moved version runs again, a bounded number of times', async () => {
  const { store } = opened;
  let runs = 0;
  const third = store.transaction(async () => {
    if (++runs < 3) throw new VersionRace('Patient/x');
    return runs;
  });
  expect(await third).toBe(3);
  const never = store.transaction(async () => {
    runs++;
    throw new VersionRace('Patient/x');
  });
  await expect(never).rejects.toMatchObject({ status: 409 });
  expect(runs).toBeLessThan(20);
  expect(store.counters.retries.versionConflict).toBeGreaterThanOrEqual(2);
});
