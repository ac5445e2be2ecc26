/** What is hashed when an access row is written is what is stored. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessRow } from '../access-log/access-row.ts';
import { creation, type Opened, openedStore } from '../opened.testing.ts';
import { auditLedger } from './audit-ledger.ts';
import { headInMemory, sequenceAll, testSigner } from './ledger.testing.ts';

const odd = 'a "b" \\ c\n\t\u0007\u007f é 😀 </x> \ud800\u2028';
let opened: Opened;

beforeAll(async () => {
  opened = await openedStore();
});
afterAll(() => opened.close());

const plain: AccessRow = {
  at: 1_795_000_000_000_000n,
  n: 1n,
  request: 1n,
  who: { name: 'A' },
  kind: 'R',
  action: 'read',
  patients: [],
  resources: 0,
  status: 200,
  micros: 5,
};
const full: Partial<AccessRow> = {
  requestId: `${odd}\0`,
  who: {
    kind: 'staff',
    user: odd,
    fhirUser: odd,
    name: odd,
    onBehalfOf: odd,
    roles: [odd, '', 'b,{}'],
    purpose: odd,
    client: odd,
    address: odd,
    policies: ['x', odd],
  },
  type: 'Patient',
  id: 'p',
  version: 3,
  labels: odd,
  policy: odd,
  note: odd,
  micros: 2 ** 40,
};
/** Each is written alone, several by values and many by COPY: each has its own form. */
const rows: readonly AccessRow[] = [
  { ...plain, ...full },
  { ...plain, ...full, patients: ['a'], query: `Patient?name=${odd}` },
  { ...plain, patients: ['a', 'b', 'c', 'd'], query: '' },
  ...[0n, 1n, 10n, 123_456n, 999_999n, 500_000n].map((micros) => ({ ...plain, at: plain.at + micros })),
];

test('rows of every shape, one by one, in one flight and within a change, have the leaves that their stored rows lead to', async () => {
  const { store, db } = opened;
  const numbered = (from: bigint) => rows.map((row, i) => ({ ...row, n: from + BigInt(i) }));
  for (const row of numbered(1n)) await store.accessLog.record(row, true);
  for (const row of [2000n, 3000n, 4000n].flatMap(numbered)) store.accessLog.record(row, false);
  await store.transaction(async (tx) => {
    await tx.write([creation('a')]);
    tx.record(numbered(-100n));
  });
  await store.accessLog.flush();
  const { rows: unhashed } = await db.query('select 1 from access_pending where hashes is null or salts is null');
  expect(unhashed).toEqual([]);
  await db.query(`select record_event('export', 200, 'all', 'Patient/1', 'me@here')`); // hashed by the sequencer
  const head = headInMemory();
  await sequenceAll(db, head);
  const { rows: held } = await db.query('select sum(cardinality(salts))::int as n from ledger_accesses');
  expect(held).toEqual([{ n: 5 * rows.length + 1 }]);
  const outside = [{ note: head.note!, by: 'The kept head' }];
  const audit = () => auditLedger({ connectionString: opened.database.url, keys: [testSigner().key], outside });
  expect(await audit()).toMatchObject({ holds: true, findings: [] });
  await db.query(
    `alter table access_log disable trigger all; update access_log set micros = micros + 1 where n = 2003`,
  );
  expect((await audit()).findings[0]).toMatch(/access row AuditEvent\/\w+-\w+, which was altered/);
});
