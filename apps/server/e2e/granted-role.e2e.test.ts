/** A server serves as a database role that owns nothing, and that role cannot take back what was recorded. docs/security.md */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charthouse, dataFolder, type Running, start, until } from './charthouse.testing.ts';

const role = `server_${randomUUID().replaceAll('-', '')}`;
const folder = dataFolder();
let database: FreshDatabase;
let owner: pg.Client;
let mine: string;
let server: pg.Client;
let serving: Running;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`create role ${role} login password 'of-the-test'`);
  const url = new URL(database.url);
  Object.assign(url, { username: role, password: 'of-the-test' });
  mine = url.href;
  const granted = await charthouse(['migrate', '--grant', role], { env: { DATABASE_URL: database.url } });
  expect(granted.code, granted.stderr).toBe(0);
  server = new pg.Client({ connectionString: mine });
  await server.connect();
  serving = await start({ env: { DATABASE_URL: mine, CHARTHOUSE_DATA: folder.path } });
});
afterAll(async () => {
  await serving?.end('SIGTERM');
  await server?.end();
  await owner.query(`drop owned by ${role}; drop role ${role}`);
  await owner.end();
  await database.drop();
  await folder.remove();
});

const send = async (line: string, body?: object) => {
  const [method = 'GET', path = ''] = line.split(' ');
  const headers = { 'content-type': 'application/fhir+json' };
  const answer = await fetch(`${serving.address}/fhir/R4${path}`, {
    method,
    ...(body && { headers, body: JSON.stringify(body) }),
  });
  return answer.status;
};

test('everything is served: reading, writing, searching, expunging, importing, the log and the ledger', async () => {
  const note = { resourceType: 'Basic', id: 'b', code: { text: 'word' } };
  expect([
    await send('PUT /Patient/p', { resourceType: 'Patient', id: 'p', name: [{ family: 'Okafor' }] }),
    await send('PUT /Basic/b', note),
    await send('PUT /Basic/b', { ...note, meta: { tag: [{ system: 'urn:x', code: 'y' }] } }),
    await send('GET /Patient?name=okafor'),
    await send('GET /Basic/b/_history'),
    await send('GET /AuditEvent?patient=p'),
    await send('GET /Patient/p/$access-log'),
    await send('DELETE /Basic/b'),
    await send('POST /Basic/b/$expunge'),
    await send('POST /SearchParameter', {
      ...{ resourceType: 'SearchParameter', url: 'urn:sp', name: 'Nick', status: 'active', description: 'x' },
      ...{ code: 'nick', base: ['Patient'], type: 'string', expression: 'Patient.name.text' },
    }),
  ]).toEqual([201, 201, 200, 200, 200, 200, 200, 204, 200, 201]);
  const file = join(folder.path, 'a.json');
  writeFileSync(file, JSON.stringify({ resourceType: 'Patient', id: 'imported' }));
  const env = { DATABASE_URL: mine, CHARTHOUSE_DATA: folder.path };
  const imported = await charthouse(['import', file], { env });
  expect(imported.code, imported.stderr).toBe(0);
  await server.query('select make_access_months(14)');
  const sequenced = () => server.query<{ waiting: number }>('select count(*)::int4 as waiting from access_pending');
  await until(sequenced, ({ rows }) => rows[0]!.waiting === 0);
  const verified = await charthouse(['verify'], { env });
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  expect(serving.stdout().match(/"level":"(error|warn)".*/)?.[0]).toBeUndefined();
});

test('what was recorded stays, and nothing of the schema is its to change', async () => {
  const months = `access_log_${new Date().toISOString().slice(0, 7).replace('-', '')}`;
  for (const statement of [
    `update access_log set status = 200`,
    'delete from access_log',
    `delete from ${months}`,
    `insert into ${months} select * from access_log`,
    'truncate access_log',
    'update access_who set name = $$x$$',
    'delete from access_patient',
    'delete from access_query',
    'update access_query set at = now()',
    'update ledger_version set id = $$x$$',
    'delete from ledger_accesses',
    'truncate ledger_version',
    'delete from ledger_tile',
    'alter table access_log disable trigger all',
    'drop trigger access_log_kept on access_log',
    `alter table access_log detach partition ${months}`,
    'drop table access_log cascade',
    'create or replace function refuse_log_change() returns trigger language plpgsql as $$ begin return new; end $$',
    'create table mine (x int)',
    'alter table res add column x int',
    'update migration set version = 0',
    `set session_replication_role = replica`,
  ])
    await expect(server.query(statement), statement).rejects.toThrow(/permission denied|must be owner|only added to/);
});

test('a role that owns the tables, or is not there, is refused', async () => {
  const [me] = (await owner.query<{ me: string }>('select current_user as me')).rows;
  const refused = async (name: string) =>
    (await charthouse(['migrate', '--grant', name], { env: { DATABASE_URL: database.url } })).stderr;
  expect(await refused('nobody-of-that-name')).toContain('create role');
  expect(await refused(me!.me)).toContain('nothing can be kept from it');
});
