/** People of every role, with real tokens, look for what their role must not see: by every way there is. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Ask, type SignedIn, signedIn } from './signed-in.testing.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const secret = 'sesame';
const subject = { reference: 'Patient/seen' };
const labelled = (code: string) => ({ meta: { security: [{ system: actCode, code }] } });
const observation = (id: string, more: object = {}) => ({
  ...{ resourceType: 'Observation', id, status: 'final', subject, effectiveDateTime: '2026-01-02' },
  ...{ code: { coding: [{ system: 'urn:code', code: 'lab' }] }, valueString: id, ...more },
});

/** What is planted, and which of the roles below may see it. */
const planted = [
  observation('therapy', { ...labelled('PSYTHPN'), valueString: `${secret}-therapy` }),
  observation('unknown', {
    meta: { security: [{ system: 'urn:x', code: 'nobody-knows' }] },
    valueString: `${secret}-unknown`,
  }),
  observation('veiled', {
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'V' }] },
    valueString: `${secret}-veiled`,
  }),
  {
    ...{ resourceType: 'DocumentReference', id: 'therapy', status: 'current', subject, ...labelled('PSYTHPN') },
    content: [{ attachment: { title: `${secret}-document` } }],
  },
];

const roles = [
  'clinician',
  'coder',
  'technician',
  'cdi-specialist',
  'biller',
  'analyst',
  'records-manager',
  'administrator',
  'integration-engineer',
];

let server: SignedIn;
let feed: Ask;
const people = new Map<string, Ask>();

beforeAll(async () => {
  server = await signedIn();
  feed = await server.somebody('Feed', { kind: 'service', roles: ['feed'] });
  for (const resource of [
    { resourceType: 'Practitioner', id: 'bo' },
    {
      resourceType: 'Patient',
      id: 'seen',
      generalPractitioner: [{ reference: 'Practitioner/bo' }],
      birthDate: '1980-01-01',
    },
    { resourceType: 'Patient', id: 'other' },
    observation('open'),
    ...planted,
    {
      resourceType: 'List',
      id: 'all',
      status: 'current',
      mode: 'working',
      subject,
      entry: [{ item: { reference: 'Observation/therapy' } }, { item: { reference: 'Observation/open' } }],
    },
    {
      resourceType: 'DiagnosticReport',
      id: 'r',
      status: 'final',
      code: { text: 'r' },
      subject,
      result: [{ reference: 'Observation/therapy' }],
    },
  ]) {
    const { status, text } = await feed(`PUT /${resource.resourceType}/${resource.id}`, resource);
    expect(status, text).toBe(201);
  }
  for (const { resourceType, id } of planted) expect((await feed(`GET /${resourceType}/${id}`)).text).toMatch(leak);
  for (const role of roles)
    people.set(role, await server.somebody(role, { roles: [role], fhirUser: 'Practitioner/bo' }));
  people.set('application', await server.somebody('App', { kind: 'service', roles: ['application'] }));
  people.set(
    'patient',
    await server.somebody('Pat', { kind: 'patient', roles: ['patient'], fhirUser: 'Patient/seen' }),
  );
  people.set(
    'stranger',
    await server.somebody('Stan', { kind: 'patient', roles: ['patient'], fhirUser: 'Patient/other' }),
  );
}, 60_000);
afterAll(() => server.close());

const bundle = (type: string, ...urls: readonly string[]) => ({
  ...{ resourceType: 'Bundle', type },
  entry: urls.map((url) => ({ request: { method: 'GET', url } })),
});

/** Each kind of way: plain, chained, reversed, included, sorted, counted, by history, operation, bundle, condition. */
const ways: readonly (readonly [line: string, body?: object, headers?: Record<string, string>])[] = [
  ['GET /Observation/therapy'],
  ['GET /Observation/therapy', undefined, { 'if-none-match': 'W/"1"' }],
  ['GET /Observation/therapy', undefined, { 'if-modified-since': 'Sun, 22 Nov 2099 00:00:00 GMT' }],
  ['GET /Observation/therapy/_history/1'],
  ['GET /Observation/therapy/_history'],
  ['GET /Observation/_history'],
  ['GET /_history'],
  ['GET /Observation?_count=50'],
  ['GET /Observation?value-string=sesame'],
  ['GET /Observation?_content=sesame'],
  ['GET /Observation?_security=PSYTHPN'],
  ['GET /Observation?_sort=value-string&_count=1'],
  ['GET /Observation?code=lab&_sort=-date&_total=accurate'],
  ['GET /Observation?_id=therapy,veiled,unknown&_summary=count'],
  ['GET /Patient/seen/Observation'],
  ['GET /Patient/seen/*'],
  ['GET /Patient/seen/$everything'],
  ['GET /Observation/$lastn?patient=seen&max=9'],
  ['GET /Patient?_has:Observation:patient:value-string=sesame'],
  ['GET /Patient?_id=seen&_revinclude=Observation:subject&_revinclude=DocumentReference:subject'],
  ['GET /List?_id=all&_include=List:item'],
  ['GET /DiagnosticReport?_id=r&_include=DiagnosticReport:result'],
  ['GET /DiagnosticReport?result.value-string=sesame'],
  ['GET /Observation?_list=all'],
  ['GET /$meta'],
  ['GET /Observation/$meta'],
  ['GET /Observation/therapy/$meta'],
  ['GET /DocumentReference?_count=50'],
  ['GET /Observation/therapy/$validate'],
  ['POST /', bundle('batch', 'Observation/therapy', 'Observation?_count=50', 'Patient/seen/$everything')],
  ['POST /', bundle('transaction', 'Observation/therapy')],
  ['PATCH /Observation/therapy', [{ op: 'test', path: '/valueString', value: `${secret}-therapy` }], { 'content-type': 'application/json-patch+json' }],
  ['PUT /Observation/therapy', observation('therapy')],
  ['PUT /Observation?value-string=sesame', observation('x')],
  ['POST /Observation', observation('x', { derivedFrom: [{ reference: 'Observation?value-string=sesame' }] })],
  ['DELETE /Observation/therapy'],
  ['DELETE /Observation?value-string=sesame'],
  ['POST /Observation/therapy/$expunge'],
  ['POST /$fhirpath', { resourceType: 'Parameters', parameter: [{ name: 'expression', valueString: 'result.resolve().value' }, { name: 'resource', resource: { resourceType: 'DiagnosticReport', status: 'final', code: {}, result: [{ reference: 'Observation/therapy' }] } }] }],
  ['GET /AuditEvent?entity=Observation/therapy'],
  ['GET /Provenance?target=Observation/therapy'],
]; // biome-ignore format: one table

/** What was asked may stand in an answer; what is planted ends with a word of its own. */
const leak = /sesame-\w+/;

describe.each([...roles, 'application', 'patient', 'stranger'])('%s', (role) => {
  it('finds no note of psychotherapy, nothing that nobody knows the label of, and nothing very restricted that is not theirs', async () => {
    const ask = people.get(role)!;
    const mayVeiled = role === 'clinician' || role === 'patient';
    for (const [line, body, headers] of ways) {
      const { status, text } = await ask(line, body, headers);
      expect(status, `${line}: ${text}`).toBeLessThan(500);
      expect(text.replaceAll('sesame-veiled', mayVeiled ? '' : '$&').match(leak)?.[0], line).toBeUndefined();
    }
    for (const { resourceType, id } of planted)
      expect((await feed(`GET /${resourceType}/${id}`)).json.meta.versionId, id).toBe('1');
  });

  it('is told of what is hidden as of what is absent', async () => {
    const ask = people.get(role)!;
    for (const line of [
      'GET /Observation/ID',
      'GET /Observation/ID/_history',
      'GET /Observation/ID/$meta',
      'DELETE /Observation/ID',
    ]) {
      const told = async (id: string) => {
        const { status, text } = await ask(line.replace('ID', id));
        return [status, text.replaceAll(id, 'ID')];
      };
      expect(await told('therapy'), line).toEqual(await told('absent1'));
    }
  });
});

it('who looked at what is hidden is told to nobody who may not see it', async () => {
  for (const { resourceType, id } of planted) await feed(`GET /${resourceType}/${id}`);
  await feed('GET /Observation/open');
  await vi.waitFor(async () => {
    const { status, text } = await people.get('patient')!('GET /Patient/seen/$access-log?_count=500');
    expect(status).toBe(200);
    expect(text).toContain('looked at Observation/open');
    expect(text).not.toMatch(/Observation\/(therapy|unknown)|DocumentReference\/therapy/);
  });
});
