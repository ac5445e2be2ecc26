import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { keepLedger } from '../ledger/keep-ledger.ts';

let database: FreshDatabase;
let folder: string;
let here: Record<string, string>;
const halts: unknown[] = [];
const log = { info: () => {}, warn: () => {}, error: (told: unknown) => void halts.push(told) };

beforeAll(async () => {
  database = await migratedDatabase();
  folder = mkdtempSync(join(tmpdir(), 'charthouse-ledger-'));
  here = { DATABASE_URL: database.url, CHARTHOUSE_DATA: folder };
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const run = (line: string) => ran(line, here);
const status = async () => JSON.parse((await run('ledger --json')).out) as { size: number; halted: string | null };
const head = () => readFileSync(join(folder, 'ledger.head'), 'utf8');
const keep = () =>
  keepLedger({
    settings: { dataDir: folder, ledgerKey: undefined, publicUrl: undefined },
    databaseUrl: database.url,
    log,
  });

async function patients(...ids: string[]): Promise<void> {
  const file = join(folder, 'p.ndjson');
  writeFileSync(file, ids.map((id) => `{"resourceType":"Patient","id":"${id}"}\n`).join(''));
  expect((await run(`import ${file}`)).code).toBe(0);
}

/** Everything that was written has its leaf. */
async function settled(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await vi.waitFor(async () => {
    const { rows } = await client.query(`select (select count(*) from res) = (select count(*) from ledger_version)
      and not exists (select from access_pending) and not exists (select from ledger_change where pos is null)
      and (select size = (select max(size) from ledger_checkpoint) from ledger) as done`);
    expect(rows[0].done).toBe(true);
  }, 20_000);
  await client.end();
}

test('a restored older copy is not added to until somebody says why; keys are renewed; everything stays verified', async () => {
  expect((await run('migrate')).code).toBe(0);
  let ledger = keep();
  await patients('a', 'b');
  await settled();
  expect((await run('verify')).out).toMatch(/^The record is as the ledger charthouse\/log\/[0-9a-f]{8} holds it/);

  const proof = join(folder, 'a.proof');
  expect((await run(`prove Patient/a --out ${proof}`)).code).toBe(0);
  const first = (await run('ledger')).out.match(/Key {2}(\S+)/)![1]!;
  expect((await ran(['verify', '--bundle', proof, '--key', first])).code).toBe(0);

  expect((await run('ledger rotate')).out).toMatch(/A new key signs/);
  await settled();
  await vi.waitFor(() => expect(head().match(/^— /gm)).toHaveLength(2));
  expect((await run('ledger retire')).code).toBe(0);
  await vi.waitFor(() => expect(head().match(/^— /gm)).toHaveLength(1));
  await settled();
  await ledger.close();

  const file = join(folder, 'old.backup');
  expect((await run(`backup ${file}`)).code).toBe(0);
  ledger = keep();
  await patients('c', 'd');
  await settled();
  const lost = join(folder, 'lost.checkpoint');
  writeFileSync(lost, head());
  await ledger.close();
  expect((await run(`restore ${file} --force`)).code).toBe(0);
  ledger = keep();
  await vi.waitFor(() => expect(halts).toHaveLength(1), 10_000);
  expect((await status()).halted).toMatch(
    /The database is older than what was published: it has \d+ leaves, and a head of \d+/,
  );
  expect((await run('verify')).out).toMatch(/WRONG {2}The end is missing/);
  expect((await run('ledger resume')).code).toBe(2);
  await ran(['ledger', 'resume', '--reason', 'the disk was lost'], here);
  await settled();
  expect(await status()).toMatchObject({ halted: null });
  const verified = await run(`verify --checkpoint ${lost}`); // of what was given up, and said to be
  expect(verified).toMatchObject({
    code: 0,
    out: expect.stringMatching(/RESUMED {2}The log \S+ was given up at .* the disk was lost/),
  });
  expect((await ran(['verify', '--bundle', proof, '--key', first])).code).toBe(0); // proofs from before hold
  await ledger.close();
});
