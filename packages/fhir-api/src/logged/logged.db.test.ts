/** The access log as FHIR: AuditEvent and Provenance, rows and sent resources together. docs/flows/record.md */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reply, request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const named = (id: string, family: string) => ({ resourceType: 'Patient', id, name: [{ family }] });
  await send('PUT /Patient/a', { body: named('a', 'Able') });
  await send('PUT /Patient/b', { body: named('b', 'Baker') });
  await send('PUT /Observation/o', {
    body: { ...observation, meta: { security: [{ system: 'http://s', code: 'R' }] } },
  });
  await send('GET /Observation/o', { headers: { 'x-request-id': 'mine' } });
  await send('GET /Observation/o/_history/1');
  await send('GET /Patient?family=Able&_count=5');
  await send('GET /Patient');
  await send('GET /Patient/a/$everything');
  await send('GET /Patient/a/_history');
  await send('GET /Patient/nobody');
  await send('PATCH /Observation/o', {
    body: '[{"op":"replace","path":"/status","value":"amended"}]',
    headers: { 'content-type': 'application/json-patch+json' },
  });
  await send('POST /', {
    body: { resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: 'Patient/b' } }] },
  });
  for (const [action, status] of events) await server.door.recordEvent({ action, status, note: 'so' }, nora);
  await server.store.accessLog.flush();
});
afterAll(() => server.close());

const nora = {
  kind: 'staff' as const,
  name: 'Nora Nurse',
  user: 'account-1',
  fhirUser: 'Practitioner/nora',
  onBehalfOf: 'Practitioner/boss',
  roles: ['nurse'],
  purpose: 'TREAT',
  client: 'workbench',
  address: '10.1.2.3',
};
const events = [
  ['start', 200],
  ['stop', 200],
  ['log-start', 200],
  ['job', 500],
  ['sign-in', 401],
  ['break-glass', 200],
  ['export', 200],
  ['whatever', 200],
] as const;
const observation = {
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  code: { text: 'x' },
  subject: { reference: 'Patient/a' },
};

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
// biome-ignore lint/suspicious/noExplicitAny: resources of many shapes
type Json = any;
const found = ({ json }: Reply): Json[] =>
  (json.entry ?? []).filter((e: Json) => e.search.mode === 'match').map((e: Json) => e.resource);
const search = async (query: string) => {
  await server.store.accessLog.flush();
  const reply = await send(`GET /${query}`);
  expect([reply.status, reply.text]).toEqual([200, reply.text]);
  return found(reply);
};
const actions = (events: Json[]) => events.map((e) => e.subtype?.at(-1)?.code ?? e.type.code);

describe('every row', () => {
  it('is an AuditEvent that the base specification takes', async () => {
    const all = await search('AuditEvent?_count=500');
    expect(all.length).toBeGreaterThan(20);
    for (const event of all) {
      const issues = server.parts.fullValidator.validate(event);
      expect(issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
      expect((await send(`GET /AuditEvent/${event.id}`)).json).toEqual(event);
    }
  });

  it('has the shape of IHE BALP', async () => {
    const [read] = await search('AuditEvent?entity=Observation/o&subtype=read');
    expect(read).toMatchObject({
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead'] },
      type: { code: 'rest' },
      subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read' }],
      action: 'R',
      outcome: '0',
      agent: [
        { type: { coding: [{ code: 'IRCP' }] }, who: { display: 'anonymous' }, name: 'anonymous', requestor: true },
        { type: { coding: [{ code: '110152' }] }, network: { address: '127.0.0.1', type: '2' } },
        { type: { coding: [{ code: '110153' }] }, network: { type: '5' } },
      ],
      entity: [
        { what: { reference: 'Patient/a' }, type: { code: '1' }, role: { code: '1' } },
        {
          what: { reference: 'Observation/o/_history/1' },
          type: { code: '2' },
          role: { code: '4' },
          securityLabel: [{ system: 'http://s', code: 'R' }],
        },
        { what: { identifier: { value: 'mine' } }, type: { code: 'XrequestId' } },
      ],
    });
    const [query] = await search(
      'AuditEvent?subtype=search-type&patient=Patient/a&patient:Patient=a&_count=1&_sort=date',
    );
    const asked = query.entity.find((e: Json) => e.role?.code === '24').query;
    expect(Buffer.from(asked, 'base64').toString()).toBe('Patient?family=Able&_count=5');
    const [event] = await search('AuditEvent?subtype=break-glass');
    expect(event).toMatchObject({
      type: { code: '110113' },
      outcomeDesc: '200, so',
      purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }],
      agent: [
        {
          who: { reference: 'Practitioner/nora' },
          altId: 'account-1',
          role: [{ coding: [{ code: 'nurse' }] }],
        },
        { type: { text: 'On behalf of' }, who: { reference: 'Practitioner/boss' }, requestor: false },
        { who: { display: 'workbench' }, network: { address: '10.1.2.3' } },
        { who: { display: 'Charthouse' } },
      ],
    });
  });
});

describe('AuditEvents are found', () => {
  it.each([
    ['patient=Patient/b', ['search-type', 'update', 'read']],
    ['patient=a,b&action=C,U', ['patch', 'update', 'update', 'update']],
    ['entity=Observation/o', ['patch', 'vread', 'read', 'update']],
    ['entity=Patient/b&subtype=search-type', ['search-type']],
    ['type=http://terminology.hl7.org/CodeSystem/audit-event-type|rest&action=D', []],
    ['subtype=search-type&entity-role=24', ['search-type']],
    ['agent=Practitioner/nora&outcome=4', ['sign-in']],
    ['agent=Practitioner/nora&outcome=8', ['job']],
    ['agent-name=nora&agent-name:exact=Nora Nurse&subtype=start', ['start']],
    ['agent-name:contains=nurse&subtype=stop', ['stop']],
    ['agent-role=nurse&subtype=export', ['export']],
    ['altid=account-1&subtype=whatever', []],
    ['altid=account-1&type=110113&subtype:not=break-glass', ['110113']],
    ['address=10.1&subtype=log-start', ['log-start']],
    ['outcome=4&action=R', ['read']],
    ['entity-type=XrequestId', ['read']],
    ['date=lt2001', []],
    ['date=ge2001&subtype=operation', ['operation']],
    ['policy=none', []],
    ['site=x', []],
    ['source=Device/x', []],
    ['entity-name=x', []],
    ['_id=nope', []],
    ['_lastUpdated=gt2001&subtype=history-instance', ['history-instance']],
    ['subtype=batch', ['batch']],
  ])('by %s', async (query, expected) => {
    const before = encodeURI(`AuditEvent?${query}&_count=50`);
    // What these searches themselves leave in the log is about no earlier patient.
    const seen = actions(await search(before)).filter((action) => action !== undefined);
    const own = seen.filter((action) => expected.includes(action as never) || expected.length === 0);
    expect(own.slice(-expected.length || undefined).sort()).toEqual([...expected].sort());
  });

  it('newest first, page by page, none twice', async () => {
    const seen: string[] = [];
    let line = 'GET /AuditEvent?agent=Practitioner/nora&_count=3&_total=accurate';
    while (line) {
      const reply = await send(line);
      expect(reply.json.total).toBe(events.length);
      seen.push(...found(reply).map(({ id }) => id));
      const next = reply.json.link.find((link: { relation: string }) => link.relation === 'next')?.url;
      line = next ? `GET ${next.slice(next.indexOf('/fhir/R4') + 8)}` : '';
    }
    expect(new Set(seen).size).toBe(events.length);
    const ascending = (await search('AuditEvent?agent=Practitioner/nora&_sort=date')).map(({ id }) => id);
    expect(ascending).toEqual(seen.toReversed());
    expect((await send('GET /AuditEvent?agent=Practitioner/nora&_summary=count')).json.total).toBe(events.length);
  });

  it('in the compartment of a patient', async () => {
    const all = await search('Patient/b/AuditEvent');
    expect(all.length).toBeGreaterThan(0);
    for (const { entity } of all)
      expect(entity).toContainEqual(expect.objectContaining({ what: { reference: 'Patient/b' } }));
  });

  it('and what is not understood is told, or refused when strict', async () => {
    const line = 'GET /AuditEvent?nonsense=1&subtype:missing=true&agent=Practitioner/nora';
    const told = (await send(line)).json.entry.find((e: Json) => e.search.mode === 'outcome').resource.issue;
    expect(JSON.stringify(told)).toContain('nonsense');
    expect(JSON.stringify(told)).toContain('subtype:missing');
    expect((await send(line, { headers: { prefer: 'handling=strict' } })).status).toBe(400);
    expect((await send('GET /AuditEvent?_sort=agent')).status).toBe(400);
    expect((await send('GET /AuditEvent?date=yesterday')).status).toBe(400);
  });

  it('and looking is itself recorded', async () => {
    await send('GET /AuditEvent?address=9.9.9.9');
    const [newest] = await search('AuditEvent?_count=1');
    const asked = newest.entity.find((e: Json) => e.role?.code === '24').query;
    expect(Buffer.from(asked, 'base64').toString()).toBe('AuditEvent?address=9.9.9.9');
  });
});

describe('nobody writes AuditEvents by REST', () => {
  const event = {
    resourceType: 'AuditEvent',
    type: { code: 'x' },
    recorded: '2020-01-01T00:00:00Z',
    agent: [{ requestor: true }],
    source: { observer: { display: 'another system' } },
  };
  it.each([
    ['POST /AuditEvent', event],
    ['PUT /AuditEvent/x', { ...event, id: 'x' }],
    ['DELETE /AuditEvent/x', undefined],
  ])('%s', async (line, body) => {
    const refused = await send(line, body ? { body } : {});
    expect([refused.status, refused.json.issue[0].diagnostics]).toEqual([403, expect.stringContaining('access log')]);
  });

  it('but what another system sent through an administrator stands in the same search', async () => {
    const call = {
      kind: 'update' as const,
      type: 'AuditEvent',
      id: 'sent',
      place: '',
      resource: { ...event, id: 'sent' },
    };
    await server.door.writeAll({ calls: [call], literals: [], base: '' }, { kind: 'system', name: 'import' });
    expect((await search('AuditEvent?date=2020')).map(({ id }) => id)).toEqual(['sent']);
    expect((await search('AuditEvent?_sort=date&_count=1')).map(({ id }) => id)).toEqual(['sent']);
    expect((await send('GET /AuditEvent/sent')).json.source.observer.display).toBe('another system');
  });
});

it('the capability statement says what can be done with them', async () => {
  const { json } = await send('GET /metadata');
  const stated = (type: string) => json.rest[0].resource.find((one: Json) => one.type === type);
  const codes = (type: string) => stated(type).interaction.map(({ code }: Json) => code);
  expect(codes('AuditEvent')).not.toContain('create');
  expect(codes('AuditEvent')).toContain('search-type');
  expect(codes('Provenance')).toContain('create');
  expect(stated('AuditEvent').documentation).toContain('access log');
});

describe('every version that was written has its Provenance', () => {
  it('that names who wrote it, and is valid', async () => {
    const all = await search('Provenance?target=Observation/o');
    expect(all.map(({ target, activity }) => [target[0].reference, activity.coding[0].code])).toEqual([
      ['Observation/o/_history/2', 'UPDATE'],
      ['Observation/o/_history/1', 'UPDATE'],
    ]);
    for (const one of all) {
      const issues = server.parts.fullValidator.validate(one);
      expect(issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
      expect((await send(`GET /Provenance/${one.id}`)).json).toEqual(one);
    }
    expect(await search('Provenance?target=Observation/o/_history/2')).toHaveLength(1);
    expect(await search('Provenance?target=Patient/nobody')).toEqual([]);
  });

  it('also when it is included with what it is about: that of the version shown', async () => {
    const { json } = await send('GET /Observation?_id=o&_revinclude=Provenance:target');
    const included = json.entry.filter((e: Json) => e.search.mode === 'include').map((e: Json) => e.resource);
    expect(included.map(({ target }: Json) => target[0].reference)).toEqual(['Observation/o/_history/2']);
  });

  it('beside those that were sent', async () => {
    const sent = {
      resourceType: 'Provenance',
      id: 'signed',
      target: [{ reference: 'Observation/o' }],
      recorded: '2020-05-05T00:00:00Z',
      agent: [{ who: { display: 'Dr. Elsewhere' } }],
    };
    expect((await send('PUT /Provenance/signed', { body: sent })).status).toBe(201);
    expect((await search('Provenance?target=Observation/o')).map(({ id }) => id).at(-1)).toBe('signed');
    expect(await search('Provenance?target=Observation/o&_sort=recorded&_count=1')).toMatchObject([{ id: 'signed' }]);
    expect(await search('Provenance?patient=a&recorded=gt2021')).toHaveLength(3);
  });
});
