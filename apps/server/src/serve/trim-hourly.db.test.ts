import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLog } from './log.ts';
import { trimHourly } from './trim-hourly.ts';

let database: FreshDatabase;
let db: pg.Pool;

beforeAll(async () => {
  database = await migratedDatabase();
  db = new pg.Pool({ connectionString: database.url });
  db.on('error', () => {}); // the database is dropped while its connections say good-bye
  db.on('connect', (client) => client.on('error', () => {}));
  await db.query('delete from outbox_consumer'); // the ledger's: nobody sequences here
});
afterAll(async () => {
  await db.end();
  await database.drop();
});

const change = (id: string, days: number) =>
  db.query(
    `insert into outbox (rid, tid, id, ver, op, lu, at) values (1, 1, $1, 1, 'C', now(), now() - make_interval(days => $2))`,
    [id, days],
  );
const kept = async () => (await db.query<{ id: string }>('select id from outbox order by id')).rows.map(({ id }) => id);

test('a running server deletes changes older than CHARTHOUSE_OUTBOX_DAYS, at its start and again later, until it stops', async () => {
  const log = createLog();
  log.level = 'silent';
  await change('old', 8);
  await change('young', 6);
  const end = trimHourly({ settings: { outboxDays: 7 }, databaseUrl: database.url, log, every: 50 });
  await vi.waitFor(async () => expect(await kept()).toEqual(['young']), 5_000);
  await change('older', 9);
  await vi.waitFor(async () => expect(await kept()).toEqual(['young']), 5_000);
  await end();
  await change('oldest', 10);
  await new Promise((done) => setTimeout(done, 200));
  expect(await kept()).toEqual(['oldest', 'young']);
});

test('a database that is away is tried again the next time', async () => {
  const log = createLog();
  log.level = 'silent';
  const warn = vi.spyOn(log, 'warn');
  const away = database.url.replace(/\/[^/?]+(\?|$)/, '/nowhere$1');
  const end = trimHourly({ settings: { outboxDays: 7 }, databaseUrl: away, log, every: 20 });
  await vi.waitFor(() => expect(warn.mock.calls.length).toBeGreaterThan(1), 5_000);
  await end();
});
