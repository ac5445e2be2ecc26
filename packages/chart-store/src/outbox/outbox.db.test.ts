import { setTimeout as sleep } from 'node:timers/promises';
import type { FreshDatabase } from '@charthouse/testkit';
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { within } from '../jobs/run-job.ts';
import { moveOutboxPosition, outboxPosition, removeOutboxConsumer } from './consumer.ts';
import { type OutboxRow, outboxStart, readOutbox } from './read.ts';
import { trimOutbox, trimStep } from './trim.ts';

let database: FreshDatabase;
let db: pg.Pool;

beforeEach(async () => {
  database = await migratedDatabase();
  db = new pg.Pool({ connectionString: database.url, max: 10 });
  db.on('error', () => {}); // the database is dropped while its connections say good-bye
  db.on('connect', (client) => client.on('error', () => {}));
  await db.query('delete from outbox_consumer'); // the ledger's: nobody sequences here
});

afterEach(async () => {
  await db.end();
  await database.drop();
});

const change = (client: pg.ClientBase | pg.Pool, id: string) =>
  client.query(`insert into outbox (rid, tid, id, ver, op, lu) values (1, 1, $1, 1, 'C', now())`, [id]);

/** Transactions that began earlier in other databases of the server hold rows back, too. */
const settled = () =>
  vi.waitFor(
    async () => {
      const { rows } = await db.query('select max(xid) < pg_snapshot_xmin(pg_current_snapshot()) as done from outbox');
      expect(rows[0].done).toBe(true);
    },
    { timeout: 20_000 },
  );
const ids = (rows: readonly OutboxRow[]) => rows.map((row) => row.id);

async function transaction(work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await db.connect();
  await client.query('begin');
  await work(client);
  await client.query('commit');
  client.release();
}

test('a change that took an earlier number and commits later is neither skipped nor overtaken', async () => {
  const slow = await db.connect();
  await slow.query('begin');
  await change(slow, 'slow');
  await change(db, 'quick');
  expect(ids(await readOutbox(within(db), outboxStart, 10))).toEqual([]); // quick waits for slow
  await slow.query('commit');
  slow.release();
  await settled();
  expect(ids(await readOutbox(within(db), outboxStart, 10))).toEqual(['slow', 'quick']);
});

test('a row tells what changed', async () => {
  await db.query(
    `insert into outbox (rid, tid, id, ver, op, lu) values (7, 3, 'a', 2, 'D', '2026-01-02T03:04:05.678Z')`,
  );
  await settled();
  expect(await readOutbox(within(db), outboxStart, 1)).toMatchObject([
    { rid: '7', tid: 3, id: 'a', version: 2, op: 'D', lastUpdated: Date.UTC(2026, 0, 2, 3, 4, 5, 678) },
  ]);
});

test('under concurrent writers each change is read once, and those of one transaction in their order', async () => {
  const writers = Array.from({ length: 6 }, async (_, w) => {
    for (let t = 0; t < 60; t++) {
      await transaction(async (client) => {
        for (let i = 0; i < 3; i++) await change(client, `${w}.${t}.${i}`);
        if (Math.random() < 0.3) await sleep(Math.random() * 15);
      });
    }
  });
  const reader = (async () => {
    const seen: string[] = [];
    for (let idle = 0; seen.length < 6 * 60 * 3 && idle < 1_000; idle++) {
      const position = await outboxPosition(within(db), 'reader');
      const rows = await readOutbox(within(db), position, 7);
      seen.push(...ids(rows));
      if (rows.length === 0) await sleep(10);
      else await moveOutboxPosition(within(db), 'reader', rows.at(-1)!);
    }
    return seen;
  })();
  await Promise.all(writers);
  const seen = await reader;
  expect(seen.length).toBe(6 * 60 * 3);
  expect(new Set(seen).size).toBe(seen.length);
  for (let w = 0; w < 6; w++) {
    const own = seen.filter((id) => id.startsWith(`${w}.`));
    expect(own).toEqual(Array.from({ length: 180 }, (_, i) => `${w}.${Math.floor(i / 3)}.${i % 3}`));
  }
});

test('a position is kept once: two processes that read as one consumer cannot both move on', async () => {
  await change(db, 'a');
  await settled();
  await outboxPosition(within(db), 'mail');
  const [row] = await readOutbox(within(db), outboxStart, 1);
  await moveOutboxPosition(within(db), 'mail', row!);
  await expect(moveOutboxPosition(within(db), 'mail', row!)).rejects.toThrow(/has passed this position/);
  expect(await outboxPosition(within(db), 'mail')).toEqual({ xid: row!.xid, seq: row!.seq });
});

const trim = (keepSeconds: number) => trimOutbox({ connectionString: database.url, keepSeconds });

test('rows are kept until the slowest reader has passed them', async () => {
  for (const id of ['a', 'b', 'c']) await change(db, id);
  await settled();
  const rows = await readOutbox(within(db), outboxStart, 10);
  await outboxPosition(within(db), 'slow');
  await outboxPosition(within(db), 'fast');
  await moveOutboxPosition(within(db), 'fast', rows[2]!);
  expect(await trim(0)).toBe(0);
  await moveOutboxPosition(within(db), 'slow', rows[1]!);
  expect(await trim(3_600)).toBe(0);
  expect(await trim(0)).toBe(2);
  expect(ids(await readOutbox(within(db), outboxStart, 10))).toEqual(['c']);
  await removeOutboxConsumer(within(db), 'slow');
  expect(await trim(0)).toBe(1);
});

test('without a reader rows older than the limit go, and only those', async () => {
  for (const id of ['a', 'b', 'c']) await change(db, id);
  await settled();
  await db.query(`update outbox set at = now() - interval '8 days' where id in ('a', 'b')`);
  await settled();
  expect(await trim(7 * 86_400)).toBe(2);
  expect(ids(await readOutbox(within(db), outboxStart, 10))).toEqual(['c']);
});

test('more rows than one step takes are all deleted', async () => {
  const insert = `insert into outbox (rid, tid, id, ver, op, lu, at) select 1, 1, n, 1, 'C', now(), now() - interval '1 hour'`;
  await db.query(`${insert} from generate_series(1, 25000) n`);
  await settled();
  expect(await trimStep(within(db), 60, 10)).toBe(10);
  expect(await trim(60)).toBe(24_990);
});
