/** What the owner of the database may try: each is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Opened, openedStore } from '../opened.testing.ts';
import { auditLedger } from './audit-ledger.ts';
import { fillRecord } from './filled.testing.ts';
import { headInMemory, sequenceAll, testSigner } from './ledger.testing.ts';

let opened: Opened;
let head: ReturnType<typeof headInMemory>;
const sql = (text: string) => opened.db.query(text);

async function audited(note = head.note) {
  const { findings, leaves, holds } = await auditLedger({
    connectionString: opened.database.url,
    keys: [testSigner().key],
    outside: note === undefined ? [] : [{ note, by: 'A witness' }],
  });
  return { findings, leaves, holds };
}

async function filled(versions: number): Promise<void> {
  opened = await openedStore();
  head = headInMemory();
  for (let n = 1; n <= versions; n += 10_000) await fillRecord(opened.db, n, Math.min(n + 9_999, versions));
  await sequenceAll(opened.db, head);
}

describe('of 100,000 leaves', () => {
  beforeAll(() => filled(85_000), 300_000);
  afterAll(() => opened.close());

  test('every row that was changed, deleted, swapped or put in is named, the first first', {
    timeout: 300_000,
  }, async () => {
    expect(await audited()).toMatchObject({ holds: true, findings: [], leaves: expect.toSatisfy((n) => n > 100_000) });
    await sql(`update res set body = replace(body, 'p77"', 'p78"') where id = 'p77'`);
    await sql(`update hist set body = replace(body, 'former', 'Former') where id = 'p30000'`);
    await sql(`delete from res where id = 'p40001'`);
    await sql(`delete from hist where id = 'p40010'`);
    const { rows } = await sql(`select pos from ledger_version where id in ('p50001', 'p60001') order by pos`);
    const [one, other] = rows.map(({ pos }) => pos);
    for (const [from, to] of [
      [one, -1],
      [other, one],
      [-1, other],
    ])
      await sql(`update ledger_version set pos = ${to} where pos = ${from}`);
    await sql(`alter table access_log disable trigger all`);
    await sql(`update access_log set action = 'vread' where n = 70001`);
    await sql(`delete from access_log where n = 80001`);
    await sql(
      `insert into res select 99999999, tid, 'new', 1, lu, op, 5, pt, sd, vis, present, keys, body from res where id = 'p1'`,
    );
    const { findings } = await audited();
    const expected = [
      /altered afterwards.*Patient\/p77 version 1/,
      /altered afterwards.*Patient\/p30000 version 1/,
      /gone from the record.*Patient\/p40001 version 1/,
      /gone from the record.*Patient\/p40010 version 1/,
      /Leaf \d+ and leaf \d+ have changed places/,
      /altered afterwards.*access row AuditEvent\/\w+-\w+, which was altered/,
      /altered afterwards.*access row AuditEvent\/\w+-\w+, which is gone/,
      /^Patient\/new version 1 is stored and has no leaf/,
    ];
    const named = findings.map((words) => expected.findIndex((one) => one.test(words)));
    expect(new Set(named)).toEqual(new Set(expected.keys()));
  });

  test('the tail that was cut off is missed by whoever kept a head', async () => {
    await sql(`update ledger set size = size - 500; delete from ledger_checkpoint where size > (select size from ledger);
      delete from ledger_version where pos >= (select size from ledger)`);
    const { findings } = await audited();
    expect(
      findings.some((words) => /The end is missing: leaves \d+ to \d+ are signed for and no longer there/.test(words)),
    ).toBe(true);
  });
});

describe('record and tree rewritten together', () => {
  beforeAll(() => filled(500));
  afterAll(() => opened.close());

  test('even with the key of the log, do not lead to what a witness saw', async () => {
    const witnessed = head.note;
    await sql(`update res set body = replace(body, 'p77"', 'p78"') where id = 'p77'`);
    await sql(`insert into access_pending (at, n) select at, n from ledger_accesses`);
    await sql(`truncate ledger_tile, ledger_version, ledger_accesses; truncate ledger_checkpoint cascade;
      update ledger_change set pos = null, salt = null; update ledger set size = 0, filled = -1`);
    await sequenceAll(opened.db, headInMemory());
    head.note = undefined;
    expect((await audited()).holds).toBe(true); // alone, nobody can tell
    const { findings, holds } = await audited(witnessed);
    expect(holds).toBe(false);
    expect(findings[0]).toMatch(
      /Record and log were rewritten together, at leaf 0 at the earliest and 602 at the latest/,
    );
  });
});

test('a tile, an entry or a checkpoint that was altered is named', async () => {
  await filled(600);
  await sql(`update ledger_tile set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where level = 0 and idx = 1`);
  await sql(`update ledger_tile set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) where level = -1 and idx = 0`);
  await sql(`update ledger_checkpoint set note = replace(note, E'\\n\\n', E'x\\n\\n')`);
  const { findings } = await audited();
  await opened.close();
  expect(findings.join('\n')).toMatch(/stored as signed for, but the hashes in the log were altered/);
  expect(findings.join('\n')).toMatch(/The entry of leaf 0 was altered/);
  expect(findings.join('\n')).toMatch(/The checkpoint of \d+ leaves (has a false signature|cannot be read)/);
});
