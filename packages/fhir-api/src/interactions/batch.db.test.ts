import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ bundleEntryLimit: 50 });
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const bundle = (type: string, entry: unknown[]) => ({ resourceType: 'Bundle', type, entry });
const post = (body: unknown, headers?: Record<string, string>) => send('POST /', { body, ...(headers && { headers }) });
const patient = (id?: string, more: object = {}) => ({ resourceType: 'Patient', ...(id && { id }), ...more });
const entry = (method: string, url: string, more: object = {}) => ({ request: { method, url }, ...more });
const statuses = (reply: { json: { entry: { response: { status: string } }[] } }) =>
  reply.json.entry.map((e) => e.response.status);
const urn = (n: number) => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('a fault of ours in one entry of a batch', () => {
  it('is answered in that entry and told to the log; the others are answered', async () => {
    const broken = { ...server.parts.store, vread: () => Promise.reject(new Error('broken on purpose')) };
    const { createDoor } = await import('../door.ts');
    const { validator, contentValidator, fullValidator } = server.parts;
    const validators = { validator, contentValidator, fullValidator };
    const door = createDoor({
      ...server.parts,
      store: broken,
      validators: () => validators,
      searches: server.searches,
    });
    const entries = [
      entry('GET', 'Patient/none/_history/1'),
      { ...entry('PUT', 'Patient/whole'), resource: patient('whole') },
    ];
    const call = {
      interaction: 'bundle' as const,
      method: 'POST',
      query: [],
      conditions: {},
      preferences: {},
      base: 'http://x',
      input: { value: bundle('batch', entries) as never, literals: [] },
    };
    const told = server.faults.length;
    const { body = '' } = await door.handle(call, { name: 'anonymous' });
    expect(JSON.parse(body).entry.map((e: { response: { status: string } }) => e.response.status)).toEqual([
      '500',
      '201',
    ]);
    expect(body).not.toContain('broken on purpose');
    expect(server.faults.length).toBe(told + 1);
  });
});

describe('batches', () => {
  it('answer every entry by itself', async () => {
    const done = await post(
      bundle('batch', [
        { ...entry('PUT', 'Patient/b1'), resource: patient('b1') },
        { ...entry('PUT', 'Patient/b2'), resource: patient('b2', { gender: 'robot' }) },
        entry('GET', 'Patient/nowhere'),
        entry('GET', 'Nonsense'),
        { fullUrl: urn(5) },
        entry('GET', 'Patient?_id=b-none'),
      ]),
    );
    expect(statuses(done)).toEqual(['201', '400', '404', '404', '400', '200']);
    expect(done.json.entry[1].response.outcome.issue[0].expression).toEqual(['Patient.gender']);
    expect(done.json.entry[5].resource.type).toBe('searchset');
  });

  it('answer a malformed entry by itself, too', async () => {
    const done = await post(
      bundle('batch', [
        { ...entry('PUT', 'Patient/b3'), resource: patient('b3') },
        { request: { method: 'GET' } },
        entry('BREW', 'Patient'),
        {
          ...entry('PUT', 'Patient/b4'),
          resource: patient('b4'),
          request: { method: 'PUT', url: 'Patient/b4', urll: 'x' },
        },
        { resource: patient() },
        { ...entry('GET', 'Patient/b3'), fullURL: 'x' },
        {},
        null,
        'x',
        { ...entry('PUT', 'Patient/b5'), resource: patient('b5') },
      ]),
    );
    expect(statuses(done)).toEqual(['201', '400', '400', '400', '400', '400', '400', '400', '400', '201']);
    const issues = done.json.entry
      .slice(1, 6)
      .map((e: { response: { outcome: { issue: unknown[] } } }) => e.response.outcome.issue[0]);
    expect(issues).toMatchObject([
      { expression: ['Bundle.entry[1].request.url'] },
      { expression: ['Bundle.entry[2].request.method'], diagnostics: expect.stringContaining('BREW') },
      { expression: ['Bundle.entry[3].request'], diagnostics: expect.stringContaining('"urll"') },
      { expression: ['Bundle.entry[4].request'], diagnostics: expect.stringContaining('no request') },
      { expression: ['Bundle.entry[5]'], diagnostics: expect.stringContaining('"fullURL"') },
    ]);
    expect((await send('GET /Patient/b4')).status).toBe(404);
    const refused = await post({ ...bundle('batch', [entry('GET', 'Patient/b3')]), entries: 1 });
    expect([refused.status, refused.json.issue[0].expression]).toEqual([400, ['Bundle']]);
  });

  it('a key mak a repeated batch answer as the first one did', async () => {
    const body = bundle('batch', [
      { ...entry('POST', 'Patient'), resource: patient() },
      { ...entry('POST', 'Patient'), resource: patient() },
    ]);
    const headers = { 'idempotency-key': 'batch-key' };
    const first = await post(body, headers);
    expect(statuses(first)).toEqual(['201', '201']);
    expect((await post(body, headers)).json.entry).toEqual(first.json.entry);
  });

  it('keep numbers of each entry as written', async () => {
    const observation = (value: string) =>
      `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":${value}}}`;
    const text = `{"resourceType":"Bundle","type":"batch","entry":[${['1.0', '2', '3.10'].map((v) => `{"request":{"method":"POST","url":"Observation"},"resource":${observation(v)}}`).join(',')}]}`;
    const done = await send('POST /', {
      body: text,
      headers: { prefer: 'return=representation', 'content-type': 'application/fhir+json' },
    });
    expect(done.text).toMatch(/"value":1\.0\}.*"value":2\}.*"value":3\.10\}/);
  });
});

describe('bundles that cannot be carried out', () => {
  it.each([
    [bundle('collection', []), 400, 'batch or transaction'],
    [
      bundle(
        'transaction',
        Array.from({ length: 51 }, () => ({ ...entry('POST', 'Patient'), resource: patient() })),
      ),
      413,
      'takes 50',
    ],
    [bundle('transaction', [{ ...entry('POST', 'Patient') }]), 400, 'body is empty'],
    [bundle('transaction', [{ ...entry('POST', '/'), resource: bundle('batch', []) }]), 400, 'another bundle'],
    [
      bundle('transaction', [{ ...entry('PUT', 'Patient/t1'), resource: patient('t1') }, entry('BREW', 'x')]),
      400,
      'BREW',
    ],
    [bundle('transaction', [{ resource: patient() }]), 400, 'bdl-3'],
    [{ resourceType: 'Bundle', type: 'transaction', entries: [] }, 400, 'entries'],
    [patient(), 400, 'A Bundle of type'],
  ])('%#: are refused with the reason', async (body, status, words) => {
    const refused = await post(body);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.json)).toContain(words);
    expect(JSON.stringify(refused.json)).not.toContain('ele-1');
  });
});
