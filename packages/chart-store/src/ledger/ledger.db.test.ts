import { parseBundle, verifyBundle, writeVerifierKey } from '@charthouse/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { within } from '../jobs/run-job.ts';
import { creation, type Opened, openedStore, revise } from '../opened.testing.ts';
import { verifyEd25519 as verify } from './audit-heads.ts';
import { auditLedger } from './audit-ledger.ts';
import { thinCheckpoints } from './checkpoints.ts';
import { sha256 } from './cryptography.ts';
import { headInMemory, sequenceAll, testSigner } from './ledger.testing.ts';
import { proveAccess, proveVersion } from './prove.ts';

let opened: Opened;
let head: ReturnType<typeof headInMemory>;

beforeEach(async () => {
  opened = await openedStore();
  head = headInMemory();
});

afterEach(() => opened.close());

const write = (...ids: string[]) => opened.store.transaction((tx) => tx.write(ids.map((id) => creation(id))));
const sequenced = () => sequenceAll(opened.db, head);
const sql = (text: string) => opened.db.query(text);
const event = () => sql(`select record_event('export', 200, 'all', 'Patient/1', 'me@here')`);
/** As the operation does it. */
const expunged = (id: string) =>
  opened.store.transaction(async (tx) => {
    await tx.expunge([{ type: 'Patient', id }]);
    const [at, n] = [BigInt(Date.now()) * 1000n, BigInt(id.charCodeAt(0))];
    const row = {
      at,
      n,
      request: n,
      who: { name: 'Custodian' },
      kind: 'R',
      action: '$expunge',
      type: 'Patient',
      id,
    } as const;
    tx.record([{ ...row, patients: [], resources: 1, status: 200, micros: 5 }]);
  });
const audited = () =>
  auditLedger({
    connectionString: opened.database.url,
    keys: [testSigner().key],
    outside: head.note === undefined ? [] : [{ note: head.note, by: 'The kept head' }],
  });
const proven = async (proof: string) => {
  const keys = { log: [writeVerifierKey(testSigner().key)], witnesses: [], quorum: 0 };
  return verifyBundle(proof, { sha256, verify, keys });
};

describe('every version gets a leaf', () => {
  test('current and former ones, deletions, letters of every kind; accesses and changes of roles have theirs', async () => {
    await write('a', 'b');
    await revise(opened.store, 'a', { body: '{"id":"a","text":"Ölçü 日本 😀 \\\\n"}' });
    await revise(opened.store, 'b');
    await event();
    await sql(`insert into account (kind, email, name) values ('staff', 'a@b.example', 'A')`);
    await sql(`insert into role_grant (account, role, granted, by) select id, 'clinician', true, 'x' from account`);
    expect(await sequenced()).toBe(9n); // begun and key, four versions, one batch of access rows, account and role
    expect(await audited()).toMatchObject({ holds: true, findings: [], leaves: 9, lastMet: { size: 9 } });
  });

  test('also what was stored before there was a ledger, once', async () => {
    await write('a', 'b');
    await revise(opened.store, 'a', { body: '{"id":"a","v":2}' });
    await sql(`update ledger set filled = -1`);
    await sql(`update outbox_consumer set xid = pg_snapshot_xmin(pg_current_snapshot()), seq = 0`);
    await write('c');
    expect(await sequenced()).toBe(6n);
    expect(await audited()).toMatchObject({ holds: true, filling: false });
  });
});

describe('destruction', () => {
  test('that is lawful keeps the ledger whole, and is a leaf that names the leaves destroyed', async () => {
    await write('a', 'b');
    await revise(opened.store, 'a', { body: '{"id":"a","v":2}' });
    await sequenced();
    const before = await proveVersion(within(opened.db), { type: 'Patient', id: 'b' });
    await expunged('a');
    await sequenced();
    const report = await audited();
    expect(report).toMatchObject({ holds: true, findings: [], destroyed: 2 });
    expect((await proven(before)).holds).toBe(true);
    expect((await sql(`select count(*)::int as n from ledger_version where id = 'a'`)).rows[0].n).toBe(1); // the tombstone
  });

  test('cannot be feigned by deleting rows', async () => {
    await write('a', 'b');
    await sequenced();
    await sql(`delete from res where id = 'a'`);
    const { findings } = await audited();
    expect(findings[0]).toMatch(/Leaf 2 is gone from the record, and no destruction in the log names it.*Patient\/a/);
  });

  test('that nobody asked for is named, however it came to the outbox', async () => {
    await write('a', 'b');
    await sequenced();
    await sql(
      `insert into outbox (rid, tid, id, ver, op, lu) select rid, tid, id, ver, 'X', lu from res where id = 'a'`,
    );
    await sql(`delete from res where id = 'a'`);
    await sequenced();
    const { findings } = await audited();
    expect(findings).toEqual([
      expect.stringMatching(
        /Leaf \d+ tells of the destruction of Patient\/a, and no access row \$expunge says who asked/,
      ),
    ]);
    await expunged('b');
    await sequenced();
    expect((await audited()).findings).toEqual(findings);
  });

  test('that has no leaf yet is waited for', async () => {
    await write('a');
    await sequenced();
    await expunged('a');
    const verified = audited();
    await sequenced();
    expect(await verified).toMatchObject({ holds: true, findings: [], destroyed: 1 });
  });

  test('of a version before it had its leaf leaves nothing behind', async () => {
    await write('a');
    await expunged('a');
    await sequenced();
    expect(await audited()).toMatchObject({ holds: true, findings: [] });
  });

  test('of what was asked leaves the access row proven', async () => {
    await event();
    await sequenced();
    await sql(`update access_query set query = null`);
    expect(await audited()).toMatchObject({ holds: true });
    await sql(`alter table access_query disable trigger all; update access_query set digest = '\\x00'`);
    expect((await audited()).findings[0]).toMatch(/access row AuditEvent\/\w+-\w+, which was altered/);
  });
});

test('of old checkpoints one for each minute is kept, and those that were cosigned', async () => {
  await sql(
    `insert into ledger_checkpoint (size, note, signed) select n, '', now() - interval '2 hours' + n * interval '20 seconds' from generate_series(1, 180) n`,
  );
  await sql(`insert into ledger_cosignature (size, witness, line) values (1, 'w', '')`);
  await thinCheckpoints(within(opened.db));
  const { rows } = await sql(
    `select count(*)::int as n, min(size)::int as first, max(size)::int as last from ledger_checkpoint`,
  );
  expect(rows[0].n).toBeGreaterThanOrEqual(60);
  expect(rows[0].n).toBeLessThanOrEqual(63);
  expect(rows[0]).toMatchObject({ first: 1, last: 180 });
});

test('a column that comes later changes no leaf of an access row; another value of its caller does', async () => {
  await event();
  await sequenced();
  await sql(`alter table access_log add column later text not null default 'x'`);
  await sql(`alter table access_who add column later int4[] not null default '{1}'`);
  expect(await audited()).toMatchObject({ holds: true, findings: [] });
  await sql(`alter table access_who disable trigger all; update access_who set address = '::1'`);
  expect((await audited()).findings[0]).toMatch(/access row AuditEvent\/\w+-\w+, which was altered/);
});

describe('a proof', () => {
  test('of a version holds, and holds no longer with another content', async () => {
    await write('a', 'b', 'c');
    await sequenced();
    const proof = await proveVersion(within(opened.db), { type: 'Patient', id: 'b', version: 1 });
    expect(await proven(proof)).toMatchObject({ holds: true });
    const { opening } = parseBundle(proof);
    expect(Buffer.from(opening.content!).toString()).toBe('{"id":"b"}');
    await sql(`update res set body = '{"id":"B"}' where id = 'b'`);
    const forged = await proveVersion(within(opened.db), { type: 'Patient', id: 'b' });
    expect(await proven(forged)).toMatchObject({ holds: false });
  });

  test('of one access among others', async () => {
    for (let i = 0; i < 5; i++) await event();
    await sequenced();
    const { rows } = await sql(
      `select (extract(epoch from at) * 1000000)::int8::text as at, n from access_log order by at`,
    );
    const proof = await proveAccess(within(opened.db), { at: BigInt(rows[3].at), n: BigInt(rows[3].n) });
    const report = await proven(proof);
    expect(report).toMatchObject({ holds: true, proven: { statement: { kind: 'access' } } });
    expect(Buffer.from(parseBundle(proof).opening.row!.content!).toString()).toContain('"me@here"');
  });

  test('is not made up for what is not there, or has no leaf yet', async () => {
    await write('a');
    const query = within(opened.db);
    expect(await proveVersion(query, { type: 'Patient', id: 'none' })).toBe('unknown');
    expect(await proveVersion(query, { type: 'Patient', id: 'a' })).toBe('waiting');
  });
});
