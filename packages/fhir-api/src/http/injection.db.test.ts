/**
 * SQL and path injection by everything that reaches a statement: each type of search parameter, each special one, sorts, includes, ids,
 * page links, headers and bodies; of every parameter of every type that its value is bound. A type of parameter that is new and not tried here fails a test.
 */

import { OutcomeError } from '@charthouse/fhir-model';
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
const canary = 'canary-that-nobody-asked-for';

beforeAll(async () => {
  server = await testServer();
  for (const body of [
    { resourceType: 'Patient', id: canary, name: [{ family: 'Okafor' }], birthDate: '1987-03-14' },
    { resourceType: 'ValueSet', id: canary, status: 'active', url: 'http://example.org/canary' },
    { resourceType: 'Location', id: canary, position: { longitude: 8, latitude: 47 } },
    { resourceType: 'RiskAssessment', id: canary, status: 'final', subject: { reference: `Patient/${canary}` } },
    {
      ...{ resourceType: 'Observation', id: canary, status: 'final', subject: { reference: `Patient/${canary}` } },
      ...{
        code: { coding: [{ system: 'urn:x', code: 'x' }] },
        valueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code: 'mg' },
      },
    },
  ])
    expect(await send(`PUT /${body.resourceType}/${canary}`, { body })).toMatchObject({ status: 201 });
});

afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);

const payloads = [
  "'",
  "x' or '1'='1",
  "x' or pg_sleep(9) is null --",
  "x'; drop table res; --",
  "x' union select id, password_hash from account --",
  'x") or 1=1 --',
  "x\\' or 1=1 --",
  '$$; select pg_sleep(9); $$',
  '1) or (1=1',
  '%',
  '_',
  "E'\\x27 or true --",
  'ʼ or ʼ1ʼ=ʼ1',
  '{"$ne":null}',
  '../../../etc/passwd',
  '*)(uid=*',
];

/** Of each type of search parameter: one of that type, and forms in which a value can stand. */
const byType: Readonly<Record<string, readonly [path: string, ...forms: string[]]>> = {
  composite: ['Observation?code-value-quantity', 'X', 'X$1', 'urn:x|X$1', 'x$X', 'x$1||X'],
  date: ['Patient?birthdate', 'X', 'eqX', '1987-01-01X'],
  number: ['RiskAssessment?probability', 'X', '1X', 'gtX'],
  quantity: ['Observation?value-quantity', 'X', '7|X|', '7||X', '7X|urn:x|mg'],
  reference: ['Observation?subject', 'X', 'Patient/X', 'http://x.example/Patient/X'],
  special: ['Location?near', 'X', '1|X', '1|2|X|km', '1|2|3|X'],
  string: ['Patient?name', 'X', 'X,X'],
  token: ['Patient?identifier', 'X', 'X|1', 'urn:x|X', '|X'],
  uri: ['ValueSet?url', 'X', 'http://example.org/X'],
  _id: ['Patient?_id', 'X', 'a,X'],
  _lastUpdated: ['Patient?_lastUpdated', 'X', 'gtX', '1987-01-01X'],
  _list: ['Patient?_list', 'X', 'a/X'],
  _text: ['Patient?_text', 'X', '"X"', 'a & X'],
  _tag: ['Patient?_tag', 'X', 'X|1'],
  _security: ['Patient?_security', 'X', '|X'],
  _profile: ['Patient?_profile', 'X', 'http://x.example/X'],
  _source: ['Patient?_source', 'X'],
  _content: ['Patient?_content', 'X', '(X'],
};

it('every type of search parameter is tried', () => {
  const known = resourceTypes.flatMap((type) => server.parts.search.parametersOf(type));
  const kinds = new Set(known.map(({ code, type }) => (code.startsWith('_') ? code : type)));
  expect([...kinds].filter((kind) => !Object.hasOwn(byType, kind))).toEqual([]);
});

/** What is not understood is refused instead of left out. */
const strictly = (options: Parameters<typeof request>[2] = {}) => ({
  ...options,
  headers: { prefer: 'handling=strict', ...options.headers },
});

/** Refused or found empty: never everything, never a fault, never a wait. */
async function harmless(line: string, options?: Parameters<typeof request>[2]): Promise<void> {
  const began = performance.now();
  const { status, text, json } = await send(line, strictly(options));
  expect(status, line).toBeLessThan(500);
  expect(performance.now() - began, line).toBeLessThan(8_000);
  const found = (json?.entry ?? []).filter((entry: { search?: { mode?: string } }) => entry.search?.mode === 'match');
  expect(found, line).toEqual([]);
  expect(text, line).not.toMatch(/\$argon2|syntax error at|root:x:|node_modules|\.ts:\d/);
}

/** What quoted values are harmless for anyway may match: nothing here does. */
describe.each(Object.entries(byType))('a value of %s', (_type, [path, ...forms]) => {
  it('is a value and nothing else', async () => {
    for (const payload of payloads)
      for (const form of forms) await harmless(`GET /${path}=${encodeURIComponent(form.replace('X', () => payload))}`);
  });
});

describe('of each parameter of each type, alone, in chains and from elsewhere', () => {
  const marker = "zq' or 1=1 --";
  /** Modifiers belong to kinds of parameters: tried on these types. */
  const everywhere = ['Patient', 'Observation', 'ValueSet', 'RiskAssessment', 'Location'];
  const places = (type: string, code: string, kind: string): string[] => {
    const [, ...forms] = byType[code] ?? byType[kind] ?? [''];
    const own = forms.map((form) => `${code}=${form.replace('X', marker)}`);
    const modifiers = ['exact', 'contains', 'not', 'in', 'identifier', 'of-type', 'missing', 'text'];
    const modified = [...(everywhere.includes(type) ? modifiers : []), marker].map((one) => `${code}:${one}=${marker}`);
    const linked = [`${code}._id=${marker}`, `${code}:Patient.name=${marker}`, `_has:${type}:${code}:_id=${marker}`];
    const ordered = [
      `_sort=${code}`,
      `_sort=${code},${marker}`,
      `_include=${type}:${code}:${marker}`,
      `_has:${marker}`,
    ];
    return [...own, ...modified, ...(kind === 'reference' ? linked : []), ...ordered];
  };

  /** What all types have is tried once. */
  const parametersOf = (type: string) =>
    server.parts.search.parametersOf(type).filter(({ code }) => !code.startsWith('_') || type === 'Patient');

  /** Undefined: it was refused by name. */
  function statementOf(type: string, place: string): string | undefined {
    const { search } = server.parts;
    const cut = place.indexOf('=');
    const parameter = [place.slice(0, cut), place.slice(cut + 1)] as const;
    try {
      const query = search.parse({ type }, [parameter], { strict: true });
      return search.page(query).text;
    } catch (error) {
      if (error instanceof OutcomeError) return undefined;
      throw error;
    }
  }

  it('a value becomes no part of a statement', () => {
    const told: string[] = [];
    let statements = 0;
    for (const type of resourceTypes)
      for (const { code, type: kind } of parametersOf(type))
        for (const place of places(type, code, kind)) {
          const text = statementOf(type, place);
          if (text !== undefined) statements++;
          if (text?.includes('zq')) told.push(`${type}?${place}`);
        }
    expect(told).toEqual([]);
    expect(statements).toBeGreaterThan(3_000);
  });
});

type Place = [what: string, line: string, options?: (payload: string) => Parameters<typeof request>[2]];

const places: readonly Place[] = [
  ['a name of a parameter', 'GET /Patient?X=1'],
  ['a modifier', 'GET /Patient?name:X=none'],
  ['a chain', 'GET /Observation?subject:Patient.X=1'],
  ['a reverse chain', 'GET /Patient?_has:Observation:X:code=1'],
  ['a sort', 'GET /Patient?_id=none&_sort=X'],
  ['an include', 'GET /Patient?_id=none&_include=X'],
  ['a revinclude', 'GET /Patient?_id=none&_revinclude=Observation:X'],
  ['a count', 'GET /Patient?_id=none&_count=X'],
  ['a total', 'GET /Patient?_id=none&_total=X'],
  ['elements', 'GET /Patient?_id=none&_elements=X'],
  ['a type', 'GET /?_id=none&_type=X'],
  ['a page link', 'GET /Patient?_page=X'],
  ['a page link with a signature', 'GET /Patient?_page=eyJhIjoxfQ.X'],
  ['a filter', 'GET /Patient?_filter=X'],
  ['a named query', 'GET /Patient?_query=X'],
  ['a format', 'GET /Patient?_id=none&_format=X'],
  ['a summary', 'GET /Patient?_id=none&_summary=X'],
  ['a containment', 'GET /Patient?_id=none&_contained=X'],
  ['a chain in a reverse chain', 'GET /Patient?_has:Observation:subject:encounter.status=X'],
  ['an include that goes on', 'GET /Patient?_id=none&_include:iterate=Observation:X:Patient'],
  ['a version', 'GET /Patient/none/_history/X'],
  ['an id', 'GET /Patient/X'],
  ['an operation', 'GET /Patient/none/$X'],
  ['a moment', 'GET /Patient/none/_history?_since=X'],
  ['a form', 'POST /Patient/_search', (payload) => form(`_id=none&name=${encodeURIComponent(payload)}`)],
  ['a condition', 'PUT /Patient?identifier=X', (payload) => ({ body: named(payload) })],
  [
    'If-None-Exist',
    'POST /Patient/_search',
    (payload) => form('_id=none', { 'if-none-exist': `identifier=${encodeURIComponent(payload)}` }),
  ],
  [
    'If-Match',
    'DELETE /Patient/none',
    (payload) => ({ headers: { 'if-match': `W/"${encodeURIComponent(payload)}"` } }),
  ],
  [
    'an idempotency key',
    'POST /Patient/_search',
    (payload) => form('_id=none', { 'idempotency-key': encodeURIComponent(payload) }),
  ],
  ...['if-none-match', 'if-modified-since', 'prefer', 'purpose-of-use', 'x-request-id', 'x-forwarded-for'].map(
    (name): Place => [
      `the header ${name}`,
      'GET /Patient?_id=none',
      (payload) => ({ headers: { [name]: encodeURIComponent(payload) } }),
    ],
  ),
  ['an expression', 'GET /Patient/none/$fhirpath?expression=X'],
  [
    'a patch',
    'PATCH /Patient/none',
    (payload) => ({
      body: [{ op: 'replace', path: payload, value: payload }],
      headers: { 'content-type': 'application/json-patch+json' },
    }),
  ],
  ['a url of an entry', 'POST /', (payload) => ({ body: bundle(payload) })],
];

const form = (body: string, headers = {}) => ({
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});
const named = (text: string) => ({
  ...{ resourceType: 'Observation', status: 'final', code: { text } },
  subject: { reference: `Patient?identifier=${text}` },
});
const bundle = (text: string) => ({
  ...{ resourceType: 'Bundle', type: 'transaction' },
  entry: [{ request: { method: 'GET', url: `Patient?name=${text}` } }, { request: { method: 'GET', url: text } }],
});

describe.each(places)('%s', (_what, line, options) => {
  it('is what it is and nothing else', async () => {
    for (const payload of payloads)
      await harmless(
        line.replace('X', () => encodeURIComponent(payload)),
        options?.(payload),
      );
  });
});

it('what is stored comes back as it was, and everything is still there', async () => {
  const text = payloads.join('\n');
  const { json } = await send('POST /Patient', { body: { resourceType: 'Patient', name: [{ text }] } });
  expect((await send(`GET /Patient/${json.id}`)).json.name[0].text).toBe(text);
  for (const type of ['Patient', 'ValueSet', 'Location', 'RiskAssessment', 'Observation'])
    expect((await send(`GET /${type}/${canary}`)).status).toBe(200);
});
