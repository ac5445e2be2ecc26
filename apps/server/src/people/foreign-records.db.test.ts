/**
 * From outside, with tokens that are good: a patient, and programs with narrow scopes, go for the record of somebody else by
 * every interaction and operation that the server says it has. One that is new and not tried here fails a test.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addService, serviceToken } from './programs.testing.ts';
import { type SignedIn, signedIn } from './signed-in.testing.ts';

const secret = 'sesame';
let server: SignedIn;
const tokens: Record<string, string> = {};

const record = [
  { resourceType: 'Patient', id: 'victim', name: [{ family: secret }] },
  { resourceType: 'Patient', id: 'mallory', name: [{ family: 'Mallory' }] },
  about('victim', 'theirs', secret),
  about('mallory', 'own', 'own'),
];

function about(patient: string, id: string, text: string) {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text },
    subject: { reference: `Patient/${patient}` },
  };
}

beforeAll(async () => {
  server = await signedIn();
  const feed = await server.somebody('Feed', { kind: 'service', roles: ['feed'] });
  for (const resource of record)
    expect((await feed(`PUT /${resource.resourceType}/${resource.id}`, resource)).status).toBe(201);
  const patient = { kind: 'patient', roles: ['patient'], fhirUser: 'Patient/mallory', scopes: 'user/*.cruds' } as const;
  tokens.patient = (await server.somebody('Mallory', patient)).token;
  const everything = await addService(server.databaseUrl, 'system/*.cruds');
  tokens.everything = (await serviceToken(server.address, everything, 'system/*.cruds')).access_token;
  tokens.narrow = (await serviceToken(server.address, everything, 'system/Organization.rs')).access_token;
});
afterAll(() => server.close());

type Try = readonly [line: string, body?: object];

const entry = (method: string, address: string, resource?: object) => ({
  request: { method, url: address },
  ...(resource && { resource }),
});
const bundle = (type: string) => ({
  ...{ resourceType: 'Bundle', type },
  entry: [
    entry('GET', 'Observation/theirs'),
    entry('GET', 'Patient/victim/$everything'),
    entry('PUT', 'Observation/theirs', about('mallory', 'theirs', 'mine now')),
    entry('DELETE', 'Observation/theirs'),
  ],
});
const meta = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 'a' }] } }] };

const none = { resourceType: 'Parameters' };
const claim = { name: 'move', valueCode: 'claim' };
const task = { name: 'task', valueString: 'theirs/2' };

/** By interaction, as the capability statement names it, and by operation. */
const tries: Readonly<Record<string, readonly Try[]>> = {
  read: [['GET /Patient/victim'], ['GET /Observation/theirs'], ['HEAD /Observation/theirs']],
  vread: [['GET /Patient/victim/_history/1'], ['GET /Observation/theirs/_history/1']],
  update: [
    ['PUT /Observation/theirs', about('mallory', 'theirs', 'mine now')],
    ['PUT /Patient/victim', { resourceType: 'Patient', id: 'victim', link: [] }],
    ['PUT /Observation/own', about('victim', 'own', 'planted')],
    [`PUT /Observation?code:text=${secret}`, about('mallory', 'theirs', 'mine now')],
  ],
  patch: [
    ['PATCH /Observation/theirs', [{ op: 'replace', path: '/status', value: 'amended' }]],
    ['PATCH /Observation/own', [{ op: 'replace', path: '/subject/reference', value: 'Patient/victim' }]],
  ],
  delete: [['DELETE /Observation/theirs'], ['DELETE /Patient/victim'], ['DELETE /Observation?subject=Patient/victim']],
  create: [
    ['POST /Observation', { ...about('victim', 'new', 'planted'), id: undefined }],
    [
      'POST /Communication',
      { resourceType: 'Communication', status: 'completed', subject: { reference: 'Patient/victim' } },
    ],
    ['POST /Consent', { resourceType: 'Consent', status: 'active', patient: { reference: 'Patient/victim' } }],
  ],
  'history-instance': [['GET /Patient/victim/_history'], ['GET /Observation/theirs/_history']],
  'history-type': [['GET /Observation/_history'], ['GET /Patient/_history']],
  'history-system': [['GET /_history']],
  'search-type': [
    ['GET /Observation?subject=Patient/victim'],
    ['GET /Patient?_id=victim'],
    ['GET /Patient?_id=mallory,victim&_revinclude=Observation:subject'],
    ['GET /Observation?_include=Observation:subject&_include:iterate=*'],
    ['GET /Patient/victim/Observation'],
    ['GET /Observation?subject:Patient.family=sesame'],
    ['GET /Patient?_has:Observation:subject:_id=theirs'],
    ['GET /Observation?_sort=code&_count=50'],
  ],
  'search-system': [['GET /?_type=Patient,Observation'], ['GET /?_id=theirs']],
  batch: [['POST /', bundle('batch')]],
  transaction: [['POST /', bundle('transaction')]],
  $everything: [['GET /Patient/victim/$everything'], ['GET /Patient/$everything']],
  '$access-log': [['GET /Patient/victim/$access-log']],
  '$break-the-glass': [
    [
      'POST /Patient/victim/$break-the-glass',
      { resourceType: 'Parameters', parameter: [{ name: 'reason', valueString: 'curious' }] },
    ],
  ],
  '$end-break-the-glass': [['POST /Patient/victim/$end-break-the-glass']],
  $expunge: [['POST /Observation/theirs/$expunge'], ['POST /Patient/victim/$expunge']],
  $fhirpath: [
    ['GET /Observation/theirs/$fhirpath?expression=code'],
    ['GET /Observation/own/$fhirpath?expression=%22Patient/victim%22.resolve().name'],
  ],
  $ledger: [['GET /$ledger']],
  $lastn: [['GET /Observation/$lastn?patient=Patient/victim']],
  $meta: [['GET /Observation/theirs/$meta'], ['GET /Observation/$meta']],
  '$meta-add': [['POST /Observation/theirs/$meta-add', meta]],
  '$meta-delete': [['POST /Observation/theirs/$meta-delete', meta]],
  $prove: [['GET /Observation/theirs/$prove'], ['GET /Patient/victim/$prove?version=1']],
  $amend: [['POST /DocumentReference/theirs/$amend', none]],
  $analyse: [['POST /Encounter/theirs/$analyse', none]],
  '$completion-dry-run': [['POST /$completion-dry-run', none]],
  '$completion-rules': [['GET /$completion-rules']],
  $delinquency: [['GET /$delinquency']],
  $discharges: [['GET /$discharges']],
  '$delinquency-notices': [['GET /$delinquency-notices']],
  '$send-notices': [['POST /$send-notices', none]],
  '$my-notices': [['POST /$my-notices', none]],
  $suspensions: [['GET /$suspensions']],
  $suspend: [['POST /$suspend', none]],
  '$completion-letters': [['GET /$completion-letters?due=all']],
  '$completion-report': [['GET /$completion-report?name=disease-index&measure=patients']],
  '$close-by-committee': [['POST /$close-by-committee', none]],
  $sign: [['POST /$sign', none]],
  '$verify-signature': [['GET /Provenance/theirs/$verify-signature']],
  '$placement-preview': [
    ['POST /Task/$placement-preview', { ...none, parameter: [{ name: 'rules', valueString: '[]' }] }],
  ],
  $worklist: [['GET /Task/$worklist?list=mine/tasks'], ['GET /Task/$worklist?list=mine/tasks&patient=victim']],
  '$worklist-counts': [['GET /Task/$worklist-counts']],
  '$worklist-history': [['GET /Task/theirs/$worklist-history']],
  '$worklist-move': [['POST /Task/$worklist-move', { ...none, parameter: [claim, task] }]],
  '$worklist-undo': [['POST /Task/$worklist-undo', { ...none, parameter: [task] }]],
  $validate: [['POST /Observation/theirs/$validate?mode=delete'], ['GET /Observation/theirs/$validate']],
};

async function send(token: string | undefined, [line, body]: Try) {
  const [method = '', path = ''] = line.split(' ');
  const type = method === 'PATCH' ? 'application/json-patch+json' : 'application/fhir+json';
  const answer = await fetch(`${server.address}/fhir/R4${path}`, {
    method,
    headers: { ...(body && { 'content-type': type }), ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

interface Statement {
  readonly rest: readonly {
    readonly interaction: readonly { readonly code: string }[];
    readonly operation: readonly { readonly name: string }[];
    readonly resource: readonly {
      readonly type: string;
      readonly interaction: readonly { readonly code: string }[];
      readonly operation?: readonly { readonly name: string }[];
    }[];
  }[];
}

test('every interaction and operation that the server says it has is tried', async () => {
  const { rest } = JSON.parse((await send(undefined, ['GET /metadata'])).text) as Statement;
  const all = rest.flatMap(({ interaction, operation, resource }) => [
    ...[...interaction, ...resource.flatMap((one) => one.interaction)].map(({ code }) => code),
    ...[...operation, ...resource.flatMap((one) => one.operation ?? [])].map(({ name }) => `$${name}`),
  ]);
  expect([...new Set(all)].sort()).toEqual(Object.keys(tries).sort());
});

describe.each(Object.entries(tries))('%s', (_name, lines) => {
  test.each(['patient', 'narrow', 'nobody'])('gives nothing of another’s record to: %s', async (who) => {
    for (const one of lines) {
      const { status, text } = await send(tokens[who], one);
      expect(status, one[0]).toBeLessThan(500);
      if (who === 'nobody') expect(status, one[0]).toBe(401);
      if (who === 'narrow' && !/^POST \/$/.test(one[0])) expect([200, 403, 404, 405, 412], one[0]).toContain(status);
      expect(text.replaceAll('family=sesame', '').replaceAll('text=sesame', ''), one[0]).not.toContain(secret);
      expect(text, one[0]).not.toContain('"id":"theirs"');
    }
  });
});

test('the own record is there: what is tried fails for whose it is', async () => {
  expect((await send(tokens.patient, ['GET /Observation/own'])).status).toBe(200);
  expect((await send(tokens.patient, ['GET /Patient/mallory/$everything'])).text).toContain('"id":"own"');
  expect((await send(tokens.everything, ['GET /Observation/theirs'])).text).toContain(secret);
});

test('what nobody may see answers as what is not there', async () => {
  for (const path of [
    '/Observation/ID',
    '/Observation/ID/_history',
    '/Observation/ID/_history/1',
    '/Observation/ID/$meta',
  ]) {
    const ask = (id: string) => send(tokens.patient, [`GET ${path.replace('ID', id)}`]);
    const [hidden, absent] = await Promise.all([ask('theirs'), ask('absent')]);
    expect({ ...hidden, text: hidden.text.replaceAll('theirs', 'absent') }, path).toEqual(absent);
  }
});

test('after all of that the record is as it was', async () => {
  const read = async (path: string) => JSON.parse((await send(tokens.everything, [`GET ${path}`])).text);
  for (const path of ['/Observation/theirs', '/Patient/victim', '/Observation/own'])
    expect(await read(path)).toMatchObject({ meta: { versionId: '1' } });
  expect((await read('/Observation/theirs')).code.text).toBe(secret);
  expect((await read('/Observation?subject=Patient/victim')).total).toBe(1);
  for (const type of ['Communication', 'Consent']) expect((await read(`/${type}`)).total).toBe(0);
});

test('a token has no more scopes than were asked for and registered, and stays within them', async () => {
  const narrow = await addService(server.databaseUrl, 'system/Patient.rs');
  const wide = await serviceToken(server.address, narrow, 'system/*.cruds system/Observation.rs user/*.cruds openid');
  if (wide.access_token) expect(wide.scope).toBe('system/Patient.rs');
  else expect(wide.error).toBe('invalid_scope');
  const given = await serviceToken(server.address, narrow, 'system/Patient.rs');
  expect((await send(given.access_token, ['GET /Patient/victim'])).status).toBe(200);
  for (const one of [['GET /Observation/theirs'], ...tries.update!, ...tries.delete!, ...tries.create!] as Try[])
    expect([400, 403, 404, 405, 412], one[0]).toContain((await send(given.access_token, one)).status);
  const included = await send(given.access_token, ['GET /Patient?_id=victim&_revinclude=Observation:subject']);
  expect(included.text).not.toContain('theirs');
  for (const path of ['/Patient/victim/$everything', '/Patient?_has:Observation:subject:_id=theirs'])
    expect((await send(given.access_token, [`GET ${path}`])).text).not.toContain('"id":"theirs"');
});
