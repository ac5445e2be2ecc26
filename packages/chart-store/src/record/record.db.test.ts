import { afterAll, beforeAll, expect, test } from 'vitest';
import { creation, lockPatient, next, type Opened, openedStore, revise } from '../opened.testing.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openedStore();
});
afterAll(() => opened.close());

const write = (...changes: ReturnType<typeof creation>[]) => opened.store.transaction((tx) => tx.write(changes));

test('a created resource is read back byte for byte', async () => {
  const body = '{"resourceType":"Patient","id":"bytes","weight":1.0,"name":"Zoë 🙂 \\u0000"}';
  await write(creation('bytes', { body, lastUpdated: 1_700_000_000_123 }));
  expect(await opened.store.read('Patient', 'bytes')).toEqual({
    type: 'Patient',
    id: 'bytes',
    vis: 0,
    version: 1,
    lastUpdated: 1_700_000_000_123,
    op: 'create',
    body,
  });
});

test('an unknown id is undefined, and so is an unknown version', async () => {
  await write(creation('v1'));
  expect(await opened.store.read('Patient', 'nobody')).toBeUndefined();
  expect(await opened.store.read('Practitioner', 'v1')).toBeUndefined();
  expect(await opened.store.vread('Patient', 'v1', 2)).toBeUndefined();
});

test('every version stays readable after update, deletion and return, and numbers go on', async () => {
  await write(creation('life'));
  await revise(opened.store, 'life', { body: '{"v":2}' });
  await revise(opened.store, 'life');
  expect(await opened.store.read('Patient', 'life')).toMatchObject({ version: 3, op: 'delete', body: '' });
  await revise(opened.store, 'life', { body: '{"v":4}' });
  const versions = await Promise.all([1, 2, 3, 4].map((version) => opened.store.vread('Patient', 'life', version)));
  expect(versions.map((version) => [version?.op, version?.body])).toEqual([
    ['create', '{"id":"life"}'],
    ['update', '{"v":2}'],
    ['delete', ''],
    ['update', '{"v":4}'],
  ]);
  expect(await opened.store.read('Patient', 'life')).toMatchObject({ version: 4, body: '{"v":4}' });
});

test('many resources are read at once, unknown ones left out', async () => {
  await write(creation('m1'), creation('m2', { type: 'Practitioner' }));
  const found = await opened.store.readMany([
    { type: 'Patient', id: 'm1' },
    { type: 'Practitioner', id: 'm2' },
    { type: 'Patient', id: 'm2' },
  ]);
  expect([...found.keys()].sort()).toEqual(['Patient/m1', 'Practitioner/m2']);
});

test('one call writes creations, updates and deletions, few or many', async () => {
  for (const count of [1, 3, 16, 17, 400]) {
    const ids = Array.from({ length: count }, (_, i) => `mixed-${count}-${i}`);
    await write(...ids.map((id) => creation(id)));
    await opened.store.transaction(async (tx) => {
      const rows = await tx.lockRows(ids.map((id, i) => ({ type: 'Patient', id, forDelete: i % 3 === 0 })));
      expect(rows.size).toBe(count);
      const changes = [...rows.values()].map((row, i) => next(row, i % 3 === 0 ? '' : `{"n":${i}}`));
      await tx.write([...changes, creation(`extra-${count}`)]);
    });
    const found = await opened.store.readMany([...ids, `extra-${count}`].map((id) => ({ type: 'Patient', id })));
    const ops = [...found.values()].map((version) => version.op);
    expect(ops.filter((op) => op === 'delete').length).toBe(Math.ceil(count / 3));
    expect(ops.filter((op) => op === 'update').length).toBe(count - Math.ceil(count / 3));
    expect(ops.filter((op) => op === 'create').length).toBe(1);
  }
});

test('a failing transaction leaves nothing, whichever of its statements failed', async () => {
  await write(creation('taken'));
  await expect(write(creation('new-beside-taken'), creation('taken'))).rejects.toMatchObject({ status: 409 });
  await expect(
    opened.store.transaction(async (tx) => {
      await tx.write([creation('before-throw')]);
      await lockPatient(tx, 'before-throw');
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await opened.store.read('Patient', 'new-beside-taken')).toBeUndefined();
  expect(await opened.store.read('Patient', 'before-throw')).toBeUndefined();
});

test('a statement that failed cannot be passed over in silence', async () => {
  const swallowed = opened.store.transaction(async (tx) => {
    await tx.query({ text: 'select 1/0', values: [] }).catch(() => {});
    await tx.write([creation('after-error')]);
  });
  await expect(swallowed).rejects.toThrow('division by zero');
  expect(await opened.store.read('Patient', 'after-error')).toBeUndefined();
});

test('nothing can be done in a transaction after its end', async () => {
  let kept: Parameters<Parameters<typeof opened.store.transaction>[0]>[0] | undefined;
  await opened.store.transaction(async (tx) => {
    kept = tx;
    await tx.query({ text: 'select 1', values: [] });
  });
  await expect(kept!.query({ text: 'select 1', values: [] })).rejects.toThrow('has been committed');
});

test('every change leaves one row in the outbox', async () => {
  await write(creation('told'));
  await revise(opened.store, 'told', { body: '{"v":2}' });
  await revise(opened.store, 'told');
  const { rows } = await opened.db.query("select ver, op from outbox where id = 'told' order by xid, seq");
  expect(rows).toEqual([
    { ver: 1, op: 'C' },
    { ver: 2, op: 'U' },
    { ver: 3, op: 'D' },
  ]);
});

test('values of statements arrive as bigint, milliseconds and bytes', async () => {
  const [row] = await opened.store.search<Record<string, unknown>>({
    text: `select 9007199254740993::int8 as big, '2026-11-22 10:00:00.5+02'::timestamptz as at, '\\x00ff'::bytea as bytes,
      '10000-01-01 00:00:00+00'::timestamptz as far, $1::int8[] as list, $2::text as nothing`,
    values: [[1n, 2n], null],
  });
  expect(row).toMatchObject({ big: 9007199254740993n, at: Date.parse('2026-11-22T08:00:00.500Z'), nothing: null });
  expect(row?.bytes).toEqual(Buffer.from([0, 255]));
  expect(row?.far).toBe(Date.UTC(10000, 0, 1));
});
