import type { IndexRows } from '@charthouse/fhir-search';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creation, emptyIndex, lockPatient, next, type Opened, openedStore, revise } from '../opened.testing.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openedStore();
});
afterAll(() => opened.close());

/** Few distinct values, so that versions share rows, repeat keys and differ in single columns. */
const small = fc.bigInt(-2n, 2n);
const edge = fc.constantFrom('f' as const, 'l' as const, 'b' as const, ' ' as const);
const number = fc.constantFrom(-1.5, 0, 1e300, Number.POSITIVE_INFINITY);
const index: fc.Arbitrary<IndexRows> = fc.record({
  sd: fc.constantFrom(0n, 1_700_000_000_000_000n, -(2n ** 63n)),
  patient: fc.constantFrom(null, 7n),
  tok: fc.uniqueArray(fc.record({ h: small, sys: fc.integer({ min: -1, max: 1 }) }), {
    selector: (row) => `${row.h} ${row.sys}`,
  }),
  str: fc.array(fc.record({ h: small, val: fc.constantFrom('', 'a', 'ä', 'b'), edge }), { maxLength: 40 }),
  dat: fc.array(fc.record({ h: small, lo: small, hi: small, edge })),
  qty: fc.array(fc.record({ h: small, lo: number, hi: number, edge })),
  ref: fc.array(fc.record({ tk: small, p: fc.integer({ min: 0, max: 2 }) })),
  present: fc.uint8Array({ maxLength: 4 }),
});

const micros = (name: string) => `(extract(epoch from ${name}) * 1000000)::int8`;
const columns = {
  tok: 'h, sd, sys',
  str: 'h, val, edge',
  dat: `h, ${micros('lo')} as lo, ${micros('hi')} as hi, edge`,
  qty: 'h, lo, hi, edge',
  ref: 'tk, p',
};

/** The rows of a resource as sorted lines, from the tables. */
async function held(id: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [table, names] of Object.entries(columns)) {
    const text = `select ${names} from ${table} where rid = (select rid from res where id = $1)`;
    const { rows } = await opened.db.query({ text, values: [id], rowMode: 'array' });
    found[table] = rows.map((row) => row.join('|')).sort();
  }
  return found;
}

/** The same, from the extraction. */
function expected(rows: IndexRows): Record<string, string[]> {
  return {
    tok: rows.tok.map((row) => [row.h, rows.sd, row.sys].join('|')).sort(),
    str: rows.str.map((row) => [row.h, row.val, row.edge].join('|')).sort(),
    dat: rows.dat.map((row) => [row.h, row.lo, row.hi, row.edge].join('|')).sort(),
    qty: rows.qty.map((row) => [row.h, row.lo, row.hi, row.edge].join('|')).sort(),
    ref: rows.ref.map((row) => [row.tk, row.p].join('|')).sort(),
  };
}

test('after any sequence of versions the index holds exactly the rows of the last one', async () => {
  let n = 0;
  const sequences = fc.array(fc.option(index, { freq: 5 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(index, sequences, async (first, versions) => {
      const id = `exact-${n++}`;
      await opened.store.transaction((tx) =>
        tx.write([creation(id, { index: first }), creation(`${id}-other`, { index: first })]),
      );
      expect(await held(id)).toEqual(expected(first));
      for (const version of versions) {
        await revise(opened.store, id, version ? { body: '{}', index: version } : undefined);
        expect(await held(id)).toEqual(expected(version ?? emptyIndex));
      }
      expect(await held(`${id}-other`)).toEqual(expected(first));
    }),
    { numRuns: 60 },
  );
});

test('updates of many resources at once change exactly their own rows', async () => {
  const samples = fc.sample(index, { numRuns: 120, seed: 7 });
  const ids = samples.map((_, i) => `bulk-${i}`);
  await opened.store.transaction((tx) => tx.write(samples.map((rows, i) => creation(ids[i]!, { index: rows }))));
  await opened.store.transaction(async (tx) => {
    const locked = await tx.lockRows(ids.map((id) => ({ type: 'Patient', id, forDelete: false })));
    await tx.write(ids.map((id, i) => next(locked.get(`Patient/${id}`)!, '{}', samples[(i + 1) % samples.length]!)));
  });
  for (const [i, id] of ids.entries()) expect(await held(id)).toEqual(expected(samples[(i + 1) % samples.length]!));
});

test('rows that stay as they are, are not touched', async () => {
  const rows = {
    ...emptyIndex,
    tok: [
      { h: 91n, sys: 0 },
      { h: 92n, sys: 0 },
    ],
    str: [{ h: 91n, val: 'x', edge: 'b' as const }],
  };
  await opened.store.transaction((tx) => tx.write([creation('still', { index: rows })]));
  const places = async () => (await opened.db.query('select ctid, h from tok where h in (91, 92, 93) order by h')).rows;
  const before = await places();
  await revise(opened.store, 'still', {
    body: '{}',
    index: {
      ...rows,
      tok: [
        { h: 92n, sys: 0 },
        { h: 93n, sys: 0 },
      ],
    },
  });
  expect((await places())[0]).toEqual(before[1]);
});

test('a NUL in a string is left out of the index, and the row is still found at the next update', async () => {
  const rows = { ...emptyIndex, str: [{ h: 81n, val: 'a\0b', edge: 'b' as const }] };
  await opened.store.transaction((tx) => tx.write([creation('nul', { index: rows })]));
  expect((await held('nul')).str).toEqual(['81|ab|b']);
  await revise(opened.store, 'nul', { body: '{}' });
  expect((await held('nul')).str).toEqual([]);
});

test('expunging leaves a tombstone and nothing else', async () => {
  const rows = fc.sample(index, { numRuns: 1, seed: 3 })[0]!;
  await opened.store.transaction((tx) => tx.write([creation('gone', { index: rows, body: '{"secret":1}' })]));
  await revise(opened.store, 'gone', { body: '{"secret":2}', index: rows });
  const removed = await opened.store.transaction((tx) =>
    tx.expunge([
      { type: 'Patient', id: 'gone' },
      { type: 'Patient', id: 'never-was' },
    ]),
  );
  expect(removed).toBe(2);
  expect(await opened.store.read('Patient', 'gone')).toMatchObject({ op: 'delete', body: '', version: 3 });
  expect(await opened.store.history({ type: 'Patient', id: 'gone', count: 9 })).toHaveLength(1);
  expect(Object.values(await held('gone')).flat()).toEqual([]);
  await opened.store.transaction(async (tx) => tx.write([next(await lockPatient(tx, 'gone'), '{}')]));
  expect(await opened.store.read('Patient', 'gone')).toMatchObject({ version: 4 });
});
