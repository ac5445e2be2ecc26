/** Nothing passes the door unrecorded. docs/flows/record.md */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';
import { createDoor } from '../door.ts';
import { interactions } from '../interactions/index.ts';
import { operations } from '../operations/index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  for (const id of ['a', 'b']) {
    await send(`PUT /Patient/${id}`, { body: { resourceType: 'Patient', id } });
    await send(`PUT /Observation/${id}`, { body: observation(id, id) });
  }
});
afterAll(() => server.close());

// biome-ignore lint/suspicious/noExplicitAny: rows of many shapes
const rowsOf = (text: string, values: unknown[] = []): Promise<any[]> =>
  server.store.transaction((tx) => tx.query({ text, values }));

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const observation = (id: string, patient: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'x' },
  subject: { reference: `Patient/${patient}` },
});

interface Logged {
  readonly kind: string;
  readonly action: string;
  readonly name: string | null;
  readonly patients: readonly string[];
  readonly status: number;
  readonly query: string | null;
  readonly note: string | null;
  readonly resources: number;
  readonly who: string;
  readonly address: string | null;
}

/** What the log holds of one request, in the order of the rows. */
async function logged(id: string): Promise<Logged[]> {
  await server.store.accessLog.flush();
  const rows = await rowsOf(
    `select l.kind, l.action, t.name || '/' || l.id || coalesce('/_history/' || l.ver, '') as name, l.status, q.query, l.note,
       l.resources, w.name as who, w.address, l.patients as count,
       array(select r.id from res r where r.tk = l.pt or r.tk in (select pt from access_patient p where p.at = l.at and p.n = l.n)
         order by 1) as patients
     from access_log l join access_who w using (who) left join access_query q using (at, n) left join resource_type t using (tid)
     where l.request in (select n from access_log where request_id = $1) order by l.kind desc, l.n`,
    [id],
  );
  for (const row of rows) expect(row.patients).toHaveLength(row.count);
  return rows;
}

/** Sends a request and reads what was recorded of it. */
async function recorded(line: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
  const id = `test-${Math.random()}`;
  const reply = await send(line, { ...options, headers: { ...options.headers, 'x-request-id': id } });
  return { reply, rows: await logged(id) };
}

describe('every interaction leaves its row', () => {
  const bundle = (type: string) => ({
    resourceType: 'Bundle',
    type,
    entry: [
      { request: { method: 'GET', url: 'Patient/a' } },
      { request: { method: 'PUT', url: 'Observation/n' }, resource: observation('n', 'b') },
    ],
  });
  const patch = { body: '[]', headers: { 'content-type': 'application/json-patch+json' } };
  const calls: Record<string, [line: string, options: Parameters<typeof recorded>[1], patients: string[]]> = {
    read: ['GET /Observation/a', {}, ['a']],
    vread: ['GET /Observation/a/_history/1', {}, ['a']],
    create: ['POST /Observation', { body: { ...observation('x', 'a'), id: undefined } }, ['a']],
    update: ['PUT /Observation/a', { body: observation('a', 'b') }, ['a', 'b']],
    patch: ['PATCH /Observation/b', patch, ['b']],
    delete: ['DELETE /Observation/a', {}, ['b']],
    history: ['GET /Observation/_history', {}, ['a', 'b']],
    search: ['GET /Observation?_include=Observation:subject', {}, ['a', 'b']],
    capabilities: ['GET /metadata', {}, []],
    bundle: ['POST /', { body: bundle('transaction') }, []],
    operation: ['GET /Observation/b/$meta', {}, ['b']],
  };

  it.each(Object.keys(interactions))('%s', async (interaction) => {
    const [line, options, patients] = calls[interaction] ?? [];
    if (!line) throw new Error(`Say here how ${interaction} is called, and whose data it discloses.`);
    const { reply, rows } = await recorded(line, options);
    expect(reply.status).toBeLessThan(300);
    expect(rows[0]).toMatchObject({ kind: 'R', who: 'anonymous', address: '127.0.0.1', patients });
    if (interaction !== 'bundle') expect(rows).toHaveLength(1);
  });

  it.each(['transaction', 'batch'])('each entry of a %s one of its own, with its own patients', async (type) => {
    const { rows } = await recorded('POST /', { body: bundle(type) });
    const told = rows.map(({ kind, action, name, patients }) => ({ kind, action, name, patients }));
    expect(told).toContainEqual({ kind: 'R', action: type, name: null, patients: [] });
    expect(told).toContainEqual({ kind: 'E', action: 'read', name: 'Patient/a/_history/1', patients: ['a'] });
    expect(told).toContainEqual({
      kind: 'E',
      action: 'update',
      name: expect.stringContaining('Observation/n/_history/'),
      patients: ['b'],
    });
    expect(told).toHaveLength(3);
  });
});

describe('every operation leaves its row', () => {
  const parameters = (...parameter: readonly object[]) => ({ resourceType: 'Parameters', parameter });
  const gone = { name: 'task', valueString: 'none/2' };
  const meta = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 't' }] } }] };
  const path = { resourceType: 'Parameters', parameter: [{ name: 'expression', valueString: 'Observation.status' }] };
  const calls: Record<string, [line: string, body: unknown, patients: string[], status?: number]> = {
    'access-log': ['GET /Patient/b/$access-log', undefined, ['b']],
    'break-the-glass': ['POST /Patient/b/$break-the-glass', undefined, [], 409],
    'end-break-the-glass': ['POST /Patient/b/$end-break-the-glass', undefined, [], 404],
    everything: ['GET /Patient/b/$everything', undefined, ['b']],
    expunge: ['POST /Observation/gone/$expunge', undefined, ['b']],
    fhirpath: ['POST /Observation/b/$fhirpath', path, ['b']],
    ledger: ['GET /$ledger', undefined, []],
    lastn: ['GET /Observation/$lastn?patient=Patient/b', undefined, ['b']],
    meta: ['GET /Observation/b/$meta', undefined, ['b']],
    'meta-add': ['POST /Observation/b/$meta-add', meta, ['b']],
    'meta-delete': ['POST /Observation/b/$meta-delete', meta, ['b']],
    'placement-preview': ['POST /Task/$placement-preview', parameters({ name: 'rules', valueString: '[]' }), []],
    prove: ['GET /Observation/b/$prove', undefined, [], 503],
    validate: ['GET /Observation/b/$validate', undefined, ['b']],
    worklist: ['GET /Task/$worklist?list=mine/tasks', undefined, []],
    'worklist-counts': ['GET /Task/$worklist-counts', undefined, []],
    'worklist-history': ['GET /Task/none/$worklist-history', undefined, [], 404],
    'worklist-move': ['POST /Task/$worklist-move', parameters({ name: 'move', valueCode: 'claim' }, gone), []],
    'worklist-undo': ['POST /Task/$worklist-undo', parameters(gone), []],
  };

  it.each(operations.map(({ definition }) => definition.code))('$%s', async (code) => {
    const [line, body, patients, status = 200] = calls[code] ?? [];
    if (!line) throw new Error(`Say here how $${code} is called, and whose data it discloses.`);
    await send('PUT /Observation/gone', { body: observation('gone', 'b') });
    const { reply, rows } = await recorded(line, body === undefined ? {} : { body });
    expect([reply.status, reply.text]).toEqual([status, reply.text]);
    expect(rows[0]).toMatchObject({ kind: 'R', action: `$${code}`, status });
    expect([...new Set(rows.flatMap((row) => row.patients))]).toEqual(patients);
  });
});

describe('what was refused is recorded with the reason', () => {
  it.each([
    ['GET /Patient/none', {}, { action: 'read', name: 'Patient/none', status: 404, note: 'not-found' }],
    ['GET /Patient?_count=x', {}, { action: 'search', status: 400, query: 'Patient?_count=x' }],
    ['PUT /Patient/c', { body: { resourceType: 'Patient', id: 'c', gender: 'x' } }, { action: 'update', status: 400 }],
    ['GET /Nonsense/1', {}, { action: 'refused', status: 404, query: 'GET /fhir/R4/Nonsense/1' }],
    ['POST /Patient', { body: '{', headers: { 'content-type': 'application/fhir+json' } }, { status: 400 }],
  ] as const)('%s', async (line, options, expected) => {
    const { rows } = await recorded(line, options);
    expect(rows).toEqual([expect.objectContaining({ kind: 'R', patients: [], resources: 0, ...expected })]);
  });
});

describe('what was asked for', () => {
  it('stands in the log, also by POST and in a compartment, and what is only about the form does not', async () => {
    const form = { body: 'subject=Patient/b', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const queries = [
      await recorded('POST /Observation/_search', form),
      await recorded('GET /Patient/b/Observation'),
      await recorded('GET /Patient/b?_format=json'),
    ];
    expect(queries.map(({ rows }) => rows[0]?.query)).toEqual([
      'Observation?subject=Patient%2Fb',
      'Patient/b/Observation?',
      null,
    ]);
  });

  it('can be erased, row by row, while the row stays; nothing else can be changed', async () => {
    const { rows } = await recorded('GET /Patient?name=secret');
    expect(rows[0]?.query).toBe('Patient?name=secret');
    await expect(rowsOf(`update access_query set query = 'other'`)).rejects.toThrow('only added to');
    await expect(rowsOf('delete from access_query')).rejects.toThrow('only added to');
    await expect(rowsOf('update access_log set status = 200')).rejects.toThrow('only added to');
    await expect(rowsOf('delete from access_log')).rejects.toThrow('only added to');
    await expect(rowsOf('delete from access_who')).rejects.toThrow('only added to');
    await rowsOf(`update access_query set query = null where query like '%secret%'`);
    expect((await rowsOf(`select 1 from access_query where query like '%secret%'`)).length).toBe(0);
  });
});

it('a change that is not kept leaves no row of a change, but one of the failure', async () => {
  const dangling = { ...observation('lost', 'nobody') };
  const { reply, rows } = await recorded('PUT /Observation/lost', { body: dangling });
  expect(reply.status).toBeGreaterThanOrEqual(400);
  expect(rows).toEqual([expect.objectContaining({ action: 'update', status: reply.status, patients: [] })]);
});

it('a read that finds nothing new is recorded with its patient', async () => {
  const { reply, rows } = await recorded('GET /Observation/b', { headers: { 'if-none-match': '*' } });
  expect([reply.status, rows[0]?.patients]).toEqual([304, ['b']]);
});

it('many changes that share a transaction have a row each, with their own callers', async () => {
  const before = (await rowsOf(`select 1 from access_log where action = 'create'`)).length;
  const body = { ...observation('x', 'a'), id: undefined };
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => recorded('POST /Observation', { body, headers: { i: `${i}` } })),
  );
  const rows = await rowsOf(`select count(*)::int as n, count(distinct request)::int as requests,
    count(*) filter (where request = l.n)::int as own from access_log l where action = 'create'`);
  expect(rows[0]).toEqual({ n: before + 20, requests: before + 20, own: before + 20 });
});

it('events of the server stand beside the requests', async () => {
  await server.door.recordEvent(
    { action: 'sign-in', status: 401, note: 'wrong password', patients: ['a', 'b'] },
    { name: 'Nora', kind: 'staff', user: 'u1', roles: ['nurse', 'x,"y'], purpose: 'TREAT', client: 'c' },
  );
  await server.store.accessLog.flush();
  const rows = await rowsOf(
    `select l.kind, action, status, note, patients, usr, roles, purpose, client
     from access_log l join access_who using (who) where l.kind = 'V'`,
  );
  expect(rows).toEqual([
    {
      kind: 'V',
      action: 'sign-in',
      status: 401,
      note: 'wrong password',
      patients: 2,
      usr: 'u1',
      roles: ['nurse', 'x,"y'],
      purpose: 'TREAT',
      client: 'c',
    },
  ]);
});

it('partitions are made ahead, and what has none is kept in the rest', async () => {
  const parts = async () =>
    (await rowsOf(`select count(*)::int as n from pg_inherits where inhparent = 'access_log'::regclass`))[0].n;
  expect(await parts()).toBe(4);
  expect((await rowsOf('select make_access_months(2) as made'))[0].made).toBe(0);
  expect((await rowsOf('select make_access_months(4) as made'))[0].made).toBe(6);
  await rowsOf(`insert into access_log (at, n, request, who, kind, action, patients, resources, status, micros)
    values (now() + interval '7 months', 1, 1, 1, 'V', 'start', 0, 0, 200, 0), ('2001-01-01', 1, 1, 1, 'V', 'start', 0, 0, 200, 0)`);
  expect((await rowsOf('select count(*)::int as n from access_log_rest'))[0].n).toBe(2);
  expect((await rowsOf('select make_access_months(7) as made'))[0].made).toBe(8);
});

describe('what cannot be recorded is not answered', () => {
  const count = async () =>
    (await rowsOf(`select count(*)::int as n from access_log where id = 'b' and action = 'read'`))[0].n;

  it('while the log cannot be written; what was answered before that is written later', async () => {
    await server.store.accessLog.flush();
    const before = await count();
    await rowsOf('alter table access_log rename to lost');
    expect((await send('GET /Observation/b')).status).toBe(200);
    await expect.poll(async () => (await send('GET /Observation/b')).status).toBe(503);
    expect((await send('PUT /Observation/b', { body: observation('b', 'b') })).status).toBe(503);
    await rowsOf('alter table lost rename to access_log');
    await expect.poll(async () => (await send('GET /Observation/b')).status, { timeout: 5_000 }).toBe(200);
    await server.store.accessLog.flush();
    expect(await count()).toBeGreaterThanOrEqual(before + 2);
  });

  it('survives lost connections without losing or doubling a row', async () => {
    const before = await count();
    for (let i = 0; i < 30; i++) {
      expect((await send('GET /Observation/b')).status).toBe(200);
      if (i % 10 === 5)
        await rowsOf(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'charthouse access log' and datname = current_database()`,
        );
      await expect.poll(async () => (await send('GET /metadata')).status).toBe(200);
    }
    await server.store.accessLog.flush();
    expect(await count()).toBe(before + 30);
  });

  it('durable: the row is there when the answer is', async () => {
    const { parts, searches } = server;
    const settings = { ...parts.settings, audit: 'durable' as const };
    const door = createDoor({ ...parts, settings, searches, validators: () => parts });
    const call = { interaction: 'read' as const, method: 'GET', type: 'Observation', id: 'b' };
    const before = await count();
    await door.handle({ ...call, query: [], conditions: {}, preferences: {}, base: 'http://x' }, { name: 'anonymous' });
    expect(await count()).toBe(before + 1);
  });
});
