import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordTransaction } from '../contract.ts';
import { creation, emptyIndex, lockPatient, next, type Opened, openedStore, revise } from '../opened.testing.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openedStore();
});
afterAll(() => opened.close());

const patient = (id: string) => ({ type: 'Patient', id });
const pointing = (id: string, target: string) =>
  creation(id, { type: 'Observation', index: { ...emptyIndex, ref: [{ tk: opened.store.hash(target), p: 3 }] } });

/** Deletes like the door: lock, look who refers here, write. */
async function deletePatient(tx: RecordTransaction, id: string): Promise<string[]> {
  const row = await lockPatient(tx, id, true);
  const found = await tx.referencesTo([patient(id)], new Set(), 10);
  if (!found.length) await tx.write([next(row, '')]);
  return found.map(({ source }) => source);
}

test('missing and deleted targets are named, existing ones are not, few or many', async () => {
  await opened.store.transaction((tx) => tx.write([creation('there'), creation('deleted')]));
  await revise(opened.store, 'deleted');
  const many = Array.from({ length: 30 }, (_, i) => patient(`absent-${i}`));
  for (const extra of [[], many]) {
    const missing = await opened.store.transaction((tx) =>
      tx.missingTargets([patient('there'), patient('deleted'), patient('never'), patient('there'), ...extra]),
    );
    expect(missing.sort()).toEqual(
      ['Patient/deleted', 'Patient/never', ...extra.map(({ id }) => `Patient/${id}`)].sort(),
    );
  }
});

test('referrers are listed with their targets, without the excepted, up to the limit', async () => {
  const sources = Array.from({ length: 5 }, (_, i) => pointing(`points-${i}`, 'Patient/popular'));
  await opened.store.transaction((tx) =>
    tx.write([creation('popular'), ...sources, pointing('other', 'Patient/lonely')]),
  );
  const ask = (except: string[], limit: number) =>
    opened.store.transaction((tx) => tx.referencesTo([patient('popular'), patient('lonely')], new Set(except), limit));
  expect(await ask([], 100)).toHaveLength(6);
  expect(await ask([], 2)).toHaveLength(2);
  const rest = await ask(
    sources.slice(1).map(({ id }) => `Observation/${id}`),
    100,
  );
  expect(rest).toHaveLength(2);
  expect(rest).toContainEqual({ target: 'Patient/popular', source: 'Observation/points-0' });
  expect(rest).toContainEqual({ target: 'Patient/lonely', source: 'Observation/other' });
});

test('a target that is being referred to cannot be deleted before the reference is there to be seen', async () => {
  const { store } = opened;
  await store.transaction((tx) => tx.write([creation('t1')]));
  let deleting: Promise<string[]> | undefined;
  await store.transaction(async (tx) => {
    expect(await tx.missingTargets([patient('t1')])).toEqual([]);
    deleting ??= store.transaction((other) => deletePatient(other, 't1'));
    await sleep(100);
    await tx.write([pointing('o1', 'Patient/t1')]);
  });
  expect(await deleting).toEqual(['Observation/o1']);
  expect((await store.read('Patient', 't1'))?.op).toBe('create');
});

test('a reference to a target that is being deleted waits, and then finds it missing', async () => {
  const { store } = opened;
  await store.transaction((tx) => tx.write([creation('t2')]));
  let looking: Promise<string[]> | undefined;
  await store.transaction(async (tx) => {
    const row = await lockPatient(tx, 't2', true);
    looking ??= store.transaction((other) => other.missingTargets([patient('t2')]));
    await sleep(100);
    await tx.write([next(row, '')]);
  });
  expect(await looking).toEqual(['Patient/t2']);
});

test('an update of a target does not hold up references to it', async () => {
  const { store } = opened;
  await store.transaction((tx) => tx.write([creation('t3')]));
  await store.transaction(async (tx) => {
    const row = await lockPatient(tx, 't3');
    await tx.write([next(row, '{}')]);
    await tx.query({ text: 'select 1', values: [] });
    expect(await store.transaction((other) => other.missingTargets([patient('t3')]))).toEqual([]);
  });
});

test('references and deletions at random never leave a reference to what is deleted', async () => {
  const { store } = opened;
  const ids = Array.from({ length: 6 }, (_, i) => `random-${i}`);
  await store.transaction((tx) => tx.write(ids.map((id) => creation(id))));
  const referring = Array.from({ length: 60 }, (_, i) =>
    store.transaction(async (tx) => {
      const id = ids[(i * 7) % ids.length]!;
      if ((await tx.missingTargets([patient(id)])).length) return;
      await tx.write([pointing(`r-${i}`, `Patient/${id}`)]);
    }),
  );
  const deleting = ids.map((id) => store.transaction((tx) => deletePatient(tx, id)));
  await Promise.all([...referring, ...deleting]);
  const { rows } = await opened.db.query(
    "select t.id from ref join res s using (rid) join res t on t.tk = ref.tk where t.op = 'D' and s.op <> 'D'",
  );
  expect(rows).toEqual([]);
});
