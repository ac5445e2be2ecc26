/** kill -9 at any moment of sequencing loses and forks nothing. CHARTHOUSE_TEST_KILLS: how often, 200 to be thorough. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openedStore } from '../opened.testing.ts';
import { auditLedger } from './audit-ledger.ts';
import { fillRecord } from './filled.testing.ts';
import { headIn } from './killed-sequencer.testing.ts';
import { sequenceAll, testSigner } from './ledger.testing.ts';

const kills = Number(process.env.CHARTHOUSE_TEST_KILLS ?? 5);
const program = fileURLToPath(new URL('killed-sequencer.testing.ts', import.meta.url));
/** New versions before each kill, and milliseconds until it at most. */
const versions = 500;
const longest = 250;

test(`${kills} kills at random moments`, { timeout: 120_000 + kills * 10_000 }, async () => {
  const opened = await openedStore();
  const folder = mkdtempSync(join(tmpdir(), 'charthouse-killed-'));
  const told: string[] = [];
  for (let round = 0; round < kills; round++) {
    await fillRecord(opened.db, round * versions + 1, (round + 1) * versions);
    const child = spawn(process.execPath, [program, opened.database.url, folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.on('data', (text) => told.push(String(text)));
    await once(child.stdout, 'data');
    await sleep(Math.random() * longest);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const head = headIn(folder);
  await sequenceAll(opened.db, head);
  const heads = readFileSync(join(folder, 'heads'), 'utf8').trim().split('\n');
  const outside = heads.map((line) => ({ note: JSON.parse(line) as string, by: 'A head that was published' }));
  const audit = { connectionString: opened.database.url, keys: [testSigner().key], outside };
  const { findings, holds } = await auditLedger(audit);
  const { rows } = await opened.db.query(`select (select count(*) from res) + (select count(*) from hist) as stored,
    (select count(*) from ledger_version) as leaves, (select count(*) from access_log) as accesses,
    (select sum(cardinality(n)) from ledger_accesses) as held`);
  await opened.close();
  rmSync(folder, { recursive: true });
  expect(told).toEqual([]);
  expect({ findings, holds }).toEqual({ findings: [], holds: true });
  expect(rows[0].leaves).toBe(rows[0].stored);
  expect(rows[0].held).toBe(rows[0].accesses);
});
