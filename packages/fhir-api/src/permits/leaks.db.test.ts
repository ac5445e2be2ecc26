/**
 * Leaks by construction: a secret stands in a resource of every type, and is in no answer to who may not see it, over every
 * interaction, operation and search parameter there is. One that is new and not tried here fails a test.
 */
import type { Decision } from '@charthouse/access';
import type { Grant, Resource } from '@charthouse/fhir-model';
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import { joinSql, sql } from '@charthouse/fhir-search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';
import { interactions } from '../interactions/index.ts';
import { operations } from '../operations/index.ts';
import { accessFacts } from './access-facts.ts';

const secret = 'sesame';
/** Ids are no secret: what is seen refers to them. */
const idOf = (type: string) => `planted-${type}`;

/** By what they carry, and by whose they are. */
const permits: Readonly<Record<string, readonly Grant[]>> = {
  'of ordinary confidentiality': [{ classes: { labels: [], without: [] } }],
  'of one patient': [{ reach: [{ kind: 'patients', ids: ['open'] }] }],
  'of one type by criteria': [
    { types: ['Observation'], where: [['code', 'open']], classes: { labels: [], without: [] } },
  ],
};

let server: TestServer;
let grants: readonly Grant[] = [{}];

beforeAll(async () => {
  const permit = { allowed: true, mask: {}, obligations: [], purpose: 'TREAT', policies: [] } as const;
  server = await testServer({}, {}, (): Decision => ({ ...permit, filter: { grants } }));
  const { store, search } = server.parts;
  const now = Date.now();
  await store.transaction((tx) =>
    tx.write(
      [...resourceTypes.map(planted), ...opened].map((resource) => {
        const stored = {
          ...resource,
          meta: { ...resource.meta, versionId: '1', lastUpdated: new Date(now).toISOString() },
        };
        return {
          ...{ type: resource.resourceType, id: resource.id!, op: 'create', version: 1, lastUpdated: now },
          ...{ body: JSON.stringify(stored), index: search.extract(stored), access: accessFacts(stored, { now }) },
        };
      }),
    ),
  );
});

afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

/** What most types have, and what refers to whoever is seen. */
function planted(type: string): Resource {
  const coded = { text: secret, coding: [{ system: `urn:${secret}`, code: secret }] };
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
  return {
    ...{ resourceType: type, id: idOf(type), meta: { security, tag: [{ code: secret }], profile: [`urn:${secret}`] } },
    ...{ url: `urn:${secret}:${type}`, identifier: [{ value: secret }], name: [{ family: secret }], code: coded },
    ...{ status: 'active', date: '2024-01-01', subject: { reference: `Patient/${idOf('Patient')}` } },
    ...{ encounter: { reference: 'Encounter/open' }, focus: [{ reference: 'Patient/open' }], valueString: secret },
    ...{ item: [{ item: { reference: 'Patient/open' } }], entry: [{ item: { reference: 'Observation/open' } }] },
    ...{ effectiveDateTime: '2024-01-01', valueQuantity: { value: 1, unit: secret }, description: secret },
  };
}

const opened: readonly Resource[] = [
  { resourceType: 'Patient', id: 'open', generalPractitioner: [{ reference: `Practitioner/${idOf('Practitioner')}` }] },
  { resourceType: 'Encounter', id: 'open', status: 'finished', subject: { reference: 'Patient/open' } },
  {
    ...{ resourceType: 'Observation', id: 'open', status: 'final', code: { coding: [{ code: 'open' }] } },
    ...{ subject: { reference: 'Patient/open' }, performer: [{ reference: `Practitioner/${idOf('Practitioner')}` }] },
  },
];

const send = (line: string, body?: object) => request(server, line, body && { body });

type Try = readonly [line: string, body?: object];

const entries = (type: string, kind: string) => ({
  ...{ resourceType: 'Bundle', type: kind },
  entry: [
    { request: { method: 'GET', url: `${type}/${idOf(type)}` } },
    { request: { method: 'GET', url: `${type}?_count=9` } },
  ],
});
const place = (type: string) => `${type}/${idOf(type)}`;
const patch = [{ op: 'replace', path: '/language', value: 'en' }];

/** Of each interaction and operation, what is tried on a type. The id is asked by who may only guess it. */
const tries: Readonly<Record<string, (type: string) => readonly Try[]>> = {
  read: (type) => [[`GET /${place(type)}`], [`HEAD /${place(type)}`]],
  vread: (type) => [[`GET /${place(type)}/_history/1`]],
  create: (type) => [[`POST /${type}`, { resourceType: type, id: 'x', basedOn: [{ reference: place(type) }] }]],
  update: (type) => [[`PUT /${place(type)}`, { resourceType: type, id: idOf(type) }]],
  patch: (type) => [[`PATCH /${place(type)}`, patch]],
  delete: (type) => [[`DELETE /${place(type)}`], [`DELETE /${type}?_tag=${secret}`]],
  history: (type) => [[`GET /${place(type)}/_history`], [`GET /${type}/_history`], ['GET /_history']],
  search: (type) => [
    ...[`GET /${type}`, `GET /${type}?_summary=count`, `GET /${type}?_total=estimate&_count=1`].map(
      (line): Try => [line],
    ),
    ...[`GET /Patient/open/${type}`, `GET /?_tag=${secret}`, `GET /?_type=${type}`].map((line): Try => [line]),
    [`GET /Patient?_id=open&_include=*&_revinclude=*&_revinclude:iterate=*`],
    [`GET /Encounter?_id=open&_revinclude=${type}:*`],
  ],
  capabilities: (type) => (type === few[0] ? [['GET /metadata']] : []),
  bundle: (type) => [
    ['POST /', entries(type, 'batch')],
    ['POST /', entries(type, 'transaction')],
  ],
  operation: () => [['GET /$nothing']],
  '$access-log': () => [[`GET /${place('Patient')}/$access-log`], ['GET /Patient/open/$access-log']],
  '$break-the-glass': () => [[`POST /${place('Patient')}/$break-the-glass`]],
  '$end-break-the-glass': () => [[`POST /${place('Patient')}/$end-break-the-glass`]],
  $everything: () => [
    ['GET /Patient/open/$everything'],
    ['GET /Encounter/open/$everything'],
    [`GET /${place('Patient')}/$everything`],
  ],
  $expunge: (type) => [[`POST /${place(type)}/$expunge`]],
  $fhirpath: (type) => [['POST /$fhirpath', fhirpath(type)]],
  $ledger: () => [['GET /$ledger']],
  $lastn: () => [['GET /Observation/$lastn?patient=open'], [`GET /Observation/$lastn?patient=${idOf('Patient')}`]],
  $meta: (type) => [['GET /$meta'], [`GET /${type}/$meta`], [`GET /${place(type)}/$meta`]],
  '$meta-add': (type) => [[`POST /${place(type)}/$meta-add`, labelled]],
  '$meta-delete': (type) => [[`POST /${place(type)}/$meta-delete`, labelled]],
  '$placement-preview': () => [['POST /Task/$placement-preview', parameters(['rules', '[]'])]],
  $prove: (type) => [[`GET /${place(type)}/$prove`], [`GET /${place(type)}/$prove?version=1`]],
  $worklist: () => [['GET /Task/$worklist?list=mine/tasks'], [`GET /Task/$worklist?list=mine/tasks&patient=open`]],
  '$worklist-counts': () => [['GET /Task/$worklist-counts']],
  '$worklist-history': () => [[`GET /${place('Task')}/$worklist-history`]],
  '$worklist-move': () => [
    ['POST /Task/$worklist-move', parameters(['move', 'claim'], ['task', `${idOf('Task')}/1`], ['preview', true])],
    ['POST /Task/$worklist-move', parameters(['move', 'claim'], ['task', `${idOf('Task')}/1`])],
    ['POST /Task/$worklist-move', parameters(['move', 'claim'], ['list', 'mine/tasks'])],
  ],
  '$worklist-undo': () => [['POST /Task/$worklist-undo', parameters(['task', `${idOf('Task')}/2`])]],
  $validate: (type) => [[`POST /${place(type)}/$validate?mode=delete`], [`GET /${place(type)}/$validate`]],
};

const labelled = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 'a' }] } }] };

function parameters(...given: readonly (readonly [name: string, value: string | boolean])[]): object {
  const parameter = given.map(([name, value]) =>
    typeof value === 'boolean' ? { name, valueBoolean: value } : { name, valueString: value },
  );
  return { resourceType: 'Parameters', parameter };
}

function fhirpath(type: string): object {
  const resource = { resourceType: 'Observation', status: 'final', code: {}, subject: { reference: place(type) } };
  const expression = { name: 'expression', valueString: 'subject.resolve().meta.tag.code' };
  return { resourceType: 'Parameters', parameter: [expression, { name: 'resource', resource }] };
}

/** Neither what it holds nor that it is there; what was asked stands in answers, too. */
function leak(text: string): string | undefined {
  const told = text.replaceAll(`_tag=${secret}`, '');
  const at = told.search(new RegExp(`${secret}|"id":"planted`));
  return at < 0 ? undefined : told.slice(Math.max(at - 60, 0), at + 60);
}

it('every interaction and every operation is tried', () => {
  const all = [...Object.keys(interactions), ...operations.map(({ definition }) => `$${definition.code}`)];
  expect(Object.keys(tries).sort()).toEqual(all.sort());
});

/** Of each type of search parameter, what would find what is planted. */
const values: Readonly<Record<string, (type: string) => string>> = {
  composite: () => `${secret}$${secret}`,
  date: () => 'ge1900',
  number: () => 'ge0',
  quantity: () => `ge0||${secret}`,
  reference: () => 'Patient/open',
  special: () => '42.0|-71.0|20000|km',
  string: () => secret,
  token: () => secret,
  uri: (type) => `urn:${secret}:${type}`,
};

it('every type of search parameter is tried', () => {
  const kinds = resourceTypes.flatMap((type) => server.parts.search.parametersOf(type).map((one) => one.type));
  expect([...new Set(kinds)].sort()).toEqual(Object.keys(values).sort());
});

/** Asked by the id of each type; the others answer with many at once. */
const byId: ReadonlySet<string> = new Set(['read', 'vread', 'update', 'delete', '$validate']);
const few = ['Observation', 'Patient', 'List', 'Provenance', 'Basic'];

describe.each(Object.entries(permits))('who may see what is %s', (kind, own) => {
  beforeAll(() => {
    grants = own;
  });
  afterAll(() => {
    grants = [{}];
  });

  it.each(Object.entries(tries))('learns no secret by %s', async (name, lines) => {
    const types = Object.keys(permits)[0] === kind && byId.has(name) ? resourceTypes : few;
    for (const type of types)
      for (const [line, body] of lines(type)) {
        const { text, status } = await send(line, body);
        expect(status, line).toBeLessThan(500);
        expect(leak(text), line).toBeUndefined();
      }
  });

  it('finds no secret by a value, of any type of search parameter', async () => {
    for (const type of [...few, 'Location', 'RiskAssessment', 'ValueSet'])
      for (const { code, type: kind } of server.parts.search.parametersOf(type)) {
        const { text, status } = await send(`GET /${type}?${code}=${encodeURIComponent(values[kind]!(type))}&_count=9`);
        expect(status, code).toBeLessThan(500);
        expect(text.includes('"id":"planted'), `${type}?${code}`).toBe(false); // what was asked stands in the answer
      }
  });

  it('finds no secret by any search parameter, of any type, and by no order', async () => {
    const { store, search } = server.parts;
    const limited = search.under({ grants: own });
    const leaked: string[] = [];
    for (const type of kind === Object.keys(permits)[0] ? resourceTypes : few) {
      const known = limited.parametersOf(type);
      const present = known
        .filter(({ code, type: kind }) => !code.startsWith('_') && kind !== 'composite' && kind !== 'special')
        .map(({ code }) => [`${code}:missing`, 'false'] as const);
      const orders = known
        .filter(({ type: kind }) => few.includes(type) && ['string', 'token', 'date', 'quantity'].includes(kind))
        .map(({ code }) => ['_sort', code] as const);
      const asked = [...present, ...orders, ['_tag', secret] as const];
      const pages = asked.map((one, i) => {
        const query = limited.parse({ type }, [one, ['_count', '50']], { strict: false });
        return sql`select ${i}::int4 as n, hit.id, hit.body from (${limited.page(query)}) hit`;
      });
      const rows = await store.search<{ n: number; id: string; body: string }>(joinSql(pages, ' union all '));
      leaked.push(...rows.filter(({ id }) => id.startsWith('planted')).map(({ n, id }) => `${id} by ${asked[n]}`));
    }
    expect(leaked).toEqual([]);
  });
});
