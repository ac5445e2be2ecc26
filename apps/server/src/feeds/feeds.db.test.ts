/** Lists that fill themselves: what happened becomes a task with why, evidence and due date, once, and ends when it is cured. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount, listAccounts, openDatabase } from '@charthouse/sign-in/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { type Indexed, indexedRecord } from '../reindex/indexed.testing.ts';
import { readSettings } from '../settings/read.ts';
import { deniedAccess } from './denied-access.ts';
import type { FeedParts, MakeFeed } from './feed.ts';
import { invalidRecords } from './invalid-records.ts';
import { recertification } from './recertification.ts';
import { refusedImports } from './refused-imports.ts';
import { settleFeed } from './settle-feed.ts';

let record: Indexed;
let parts: FeedParts;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-feeds-'));
const warned: unknown[] = [];
const month = 30 * 86_400_000;
let later = 0;

beforeAll(async () => {
  record = await indexedRecord(() => []);
  parts = {
    ...{ store: record.parts.store, door: record.parts.door, jobs: record.jobs, databaseUrl: record.url },
    people: openDatabase(record.url, 1),
    settings: readSettings({ CHARTHOUSE_DENIED_BURST: '5' }).settings,
    now: () => Date.now() + later,
    log: { warn: (...told) => void warned.push(told) },
  };
});
afterAll(async () => {
  await parts.people.close();
  await record.close();
  rmSync(folder, { recursive: true });
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into resources of many shapes
type Any = any;

async function tasks(code: string): Promise<Any[]> {
  const { entry = [] } = await record.ask('GET', `Task?code=${code}&_count=100&_sort=_id`);
  return entry.map(({ resource }: Any) => resource);
}

/** A server that starts anew sees everything again: that makes nothing twice. */
async function look(make: MakeFeed, again = make(parts)) {
  const first = await settleFeed(again, parts);
  expect(await settleFeed(make(parts), parts)).toEqual({ made: 0, settled: 0 });
  return first;
}

const command = (words: readonly string[], environment = {}) =>
  ran(words, { DATABASE_URL: record.url, ...environment });

function imported(lines: readonly object[], environment = {}) {
  const file = join(folder, 'lines.ndjson');
  writeFileSync(file, lines.map((one) => JSON.stringify(one)).join('\n'));
  return command(['import', file], environment);
}

test('many refusals of one person in a short time are one task of the privacy officer', async () => {
  const { accessLog } = record.parts.store;
  const base = Date.now() - 60_000;
  const denied = (user: string, i: number, apart: number) => ({
    at: BigInt(base - i * apart) * 1000n,
    n: BigInt(i + (user === 'nosy' ? 1_000 : 2_000)),
    request: 1n,
    who: { kind: 'staff', user, name: `Somebody ${user}` } as const,
    ...({ kind: 'R', action: 'read', type: 'Patient', patients: [], resources: 0, micros: 1 } as const),
    status: i % 2 ? 403 : 404,
  });
  for (let i = 0; i < 7; i++) await accessLog.record(denied('nosy', i, 20_000), true);
  for (let i = 0; i < 7; i++) await accessLog.record(denied('calm', i, 400_000), true);
  expect(await look(deniedAccess)).toEqual({ made: 1, settled: 0 });
  const [task] = await tasks('review-denied-access');
  expect(task).toMatchObject({
    status: 'requested',
    priority: 'urgent',
    description: expect.stringMatching(/^Somebody nosy was refused 7 times from .* to /),
    meta: { tag: [{ code: 'privacy/denied-access' }] },
    restriction: { period: { end: expect.any(String) } },
  });
  expect(JSON.stringify(task.input)).toContain('4 requests were answered with 404.');
});

test('a line that an import refused is one task until it is taken, by whatever way', async () => {
  const good = { resourceType: 'Patient', id: 'fine' };
  const bad = (id: string) => ({ resourceType: 'Patient', id, birthDate: 'Smith 1960' });
  expect((await imported([good, bad('b1'), bad('b2'), { resourceType: 'Nothing' }])).code).toBe(1);
  expect(await look(refusedImports)).toEqual({ made: 3, settled: 0 });
  expect((await imported([good, bad('b1'), bad('b2'), { resourceType: 'Nothing' }])).code).toBe(1);
  expect(await look(refusedImports)).toEqual({ made: 0, settled: 0 });
  const found = await tasks('fix-refused-import');
  expect(found.map(({ description }) => description).sort()).toEqual([
    expect.stringMatching(/^Nothing was refused: .*lines.ndjson, line 4$/),
    expect.stringMatching(/^Patient\/b1 was refused: .*lines.ndjson, line 2$/),
    expect.stringMatching(/^Patient\/b2 was refused: .*lines.ndjson, line 3$/),
  ]);
  expect(JSON.stringify(found)).toContain('Patient.birthDate');
  expect(JSON.stringify(found)).not.toContain('Smith');

  await record.put({ resourceType: 'Patient', id: 'b1' });
  expect(await look(refusedImports)).toEqual({ made: 0, settled: 1 });
  expect((await imported([good, { ...good, id: 'b2' }, { ...good, id: 'b3' }])).code).toBe(0);
  expect(await look(refusedImports)).toEqual({ made: 0, settled: 2 });
  expect((await tasks('fix-refused-import')).map(({ status }) => status)).toEqual(Array(3).fill('cancelled'));
});

test('a stored record with errors is one task until the record holds or is gone', async () => {
  const odd = (id: string) => ({ resourceType: 'Patient', id, gender: 'odd' });
  await imported([odd('o1'), odd('o2'), odd('o3')], { CHARTHOUSE_VALIDATION: 'off' });
  expect((await command(['validate', '--stored', '--type', 'Patient'])).code).toBe(1);
  expect(await look(invalidRecords)).toEqual({ made: 3, settled: 0 });
  const [task] = await tasks('fix-stored-record');
  expect(task.for).toEqual(task.focus);
  expect(JSON.stringify(task.input)).toMatch(/Patient.gender: .*not in the value set/);

  await record.put({ resourceType: 'Patient', id: 'o1', gender: 'female' });
  await imported([{ ...odd('o2'), active: true }], { CHARTHOUSE_VALIDATION: 'off' });
  expect(await look(invalidRecords)).toEqual({ made: 0, settled: 1 });
  await command(['validate', '--stored', '--type', 'Patient']);
  expect(await look(invalidRecords)).toEqual({ made: 0, settled: 0 });
  expect((await tasks('fix-stored-record')).map(({ status }) => status).sort()).toEqual([
    'cancelled',
    'requested',
    'requested',
  ]);
});

test('rights are asked for every so often; certified they stay, revoked they are gone, and that is recorded', async () => {
  const add = (name: string, roles: string[]) =>
    addAccount(parts.people.query, { kind: 'staff', email: `${name}@example.org`, name, roles, by: 'test' });
  const [boss, coder, gone] = [
    await add('boss', ['administrator']),
    await add('coder', ['coder']),
    await add('gone', ['coder']),
  ];
  expect(await look(recertification)).toEqual({ made: 0, settled: 0 });
  later = 6 * month;
  expect(await look(recertification)).toEqual({ made: 3, settled: 0 });
  const taskOf = async (account: string, status: string) =>
    (await tasks('recertify-access')).find(
      (one) => JSON.stringify(one.identifier).includes(account) && one.status === status,
    );
  const move = async (account: string, [from, to]: readonly [string, string], more = {}) =>
    record.put({ ...(await taskOf(account, from)), status: to, ...more });
  const owner = { owner: { display: 'Boss' } };
  for (const account of [boss, coder, gone]) await move(account, ['requested', 'in-progress'], owner);
  await expect(move(coder, ['in-progress', 'rejected'])).rejects.toThrow(/Say why/);
  await move(coder, ['in-progress', 'completed']);
  for (const account of [boss, gone])
    await move(account, ['in-progress', 'rejected'], { statusReason: { text: 'Left' } });
  await settleFeed(recertification(parts), parts);
  await settleFeed(recertification(parts), parts);

  const roles = Object.fromEntries((await listAccounts(parts.people.query)).map((one) => [one.name, one.roles]));
  expect(roles).toEqual({ boss: ['administrator'], coder: ['coder'], gone: [] });
  expect(JSON.stringify((await taskOf(gone, 'rejected')).output)).toContain('Roles: coder. Sessions ended.');
  expect(JSON.stringify((await taskOf(boss, 'rejected')).output)).toContain('last administrator');
  const { rows } = await record.db.query(`select note from access_log where action = 'role-change'`);
  expect(rows).toEqual([{ note: expect.stringContaining(`account ${gone} is without roles, was coder: Task/`) }]);
  later = 0;
});

test('nothing went wrong', () =>
  expect(warned.filter((told) => !JSON.stringify(told).includes('last admin'))).toEqual([]));
