/** What follows from other resources is there with them: written before, beside or after, and changed when they are. */
import type { Decision } from '@charthouse/access';
import type { PermitFilter } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

const everything: PermitFilter = { grants: [{}] };
const ordinary: PermitFilter = { grants: [{ classes: { labels: [], without: ['restricted'] } }] };
const security = (code: string) => [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code }];
const tag = (code: string) => [{ system: 'https://charthouse.dev/fhir/CodeSystem/record-state', code }];

let server: TestServer;
let filter = everything;
beforeAll(async () => {
  const decide = (): Decision => ({
    ...{ allowed: true, filter, mask: {}, obligations: [], purpose: 'TREAT', policies: [] },
  });
  server = await testServer({}, {}, { decide, partTwoPrograms: ['Organization/detox'] });
  for (const id of ['detox', 'ward']) await put({ resourceType: 'Organization', id, name: id });
  await put({ resourceType: 'Patient', id: 'p', birthDate: '2010-01-01' });
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

async function put(resource: Readonly<Record<string, unknown>> & { resourceType: string; id: string }): Promise<void> {
  const { status, text } = await request(server, `PUT /${resource.resourceType}/${resource.id}`, { body: resource });
  expect(status, text).toBeLessThan(300);
}

/** To who may see what is ordinary, of the facility. */
async function isSeen(name: string, of: PermitFilter = ordinary): Promise<boolean> {
  filter = of;
  const { status } = await request(server, `GET /${name}`);
  const [type, id] = name.split('/');
  const { json } = await request(server, `GET /${type}?_id=${id}`);
  filter = everything;
  expect(json.total ?? json.entry?.length ?? 0).toBe(status === 200 ? 1 : 0);
  return status === 200;
}

const subject = { reference: 'Patient/p' };
const encounter = (id: string, more: object = {}) => ({
  ...{ resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB' }, subject },
  ...more,
});
const observation = (id: string, visit: string, more: object = {}) => ({
  ...{ resourceType: 'Observation', id, status: 'final', code: { text: id }, subject },
  ...{ encounter: { reference: `Encounter/${visit}` } },
  ...more,
});
const note = (id: string, visit: string) => ({
  ...{ resourceType: 'DocumentReference', id, status: 'current', subject },
  ...{ content: [{ attachment: { title: id } }], context: { encounter: [{ reference: `Encounter/${visit}` }] } },
});

it('what happened in an encounter of a Part 2 program is of the program', async () => {
  await put(encounter('in', { serviceProvider: { reference: 'Organization/detox' } }));
  await put(observation('in', 'in'));
  expect([await isSeen('Encounter/in'), await isSeen('Observation/in')]).toEqual([false, false]);
});

it('an encounter that is labelled, restricted or moved takes its documents with it, and their content', async () => {
  await put(encounter('e'));
  await put(note('n', 'e'));
  await put(observation('o', 'e'));
  const content = { resourceType: 'Binary', id: 'b', contentType: 'text/plain', data: 'bm90ZQ==' };
  await put({ ...content, securityContext: { reference: 'DocumentReference/n' } });
  const all = ['DocumentReference/n', 'Observation/o', 'Binary/b'];
  const seen = async (of?: PermitFilter) => {
    const found = [];
    for (const one of all) found.push(await isSeen(one, of));
    return found;
  };
  expect(await seen()).toEqual([true, true, true]);
  expect(await seen({ grants: [{ reach: [{ kind: 'patients', ids: ['p'] }] }] })).toEqual([true, true, true]);
  await put(encounter('e', { meta: { security: security('PSY') } }));
  expect(await seen()).toEqual([false, false, false]);
  await put(encounter('e', { meta: { tag: tag('restricted') } }));
  expect(await seen()).toEqual([false, false, false]);
  await put(encounter('e', { serviceProvider: { reference: 'Organization/ward' } }));
  expect(await seen()).toEqual([true, true, true]);
  const elsewhere = { grants: [{ classes: { without: [], facilities: ['Organization/other'] } }] };
  expect(await seen(elsewhere)).toEqual([false, false, false]);
  await put(encounter('e'));
  expect(await seen(elsewhere)).toEqual([true, true, true]);
});

const binary = (id: string) => ({ resourceType: 'Binary', id, contentType: 'text/plain', data: 'bm90ZQ==' });
const naming = (id: string, url: string, more: object = {}) => ({
  ...{ resourceType: 'DocumentReference', id, status: 'current', subject, content: [{ attachment: { url } }] },
  ...more,
});
const ofP: PermitFilter = {
  grants: [{ reach: [{ kind: 'patients', ids: ['p'] }], classes: { labels: [], without: ['draft'] } }],
};

it.each([
  ['before the document', ['binary', 'document']],
  ['after the document', ['document', 'binary']],
  ['with the document', ['together']],
])('content that a document names by its address alone is of the document: written %s', async (when, order) => {
  const id = `by-address-${when.split(' ')[0]}`;
  const psychiatric = naming(id, `Binary/${id}`, { meta: { security: security('PSY') } });
  const entry = [psychiatric, binary(id)].map((resource) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${id}` },
  }));
  for (const one of order)
    if (one === 'together') {
      const body = { resourceType: 'Bundle', type: 'transaction', entry };
      expect((await request(server, 'POST /', { body })).status).toBe(200);
    } else await put(one === 'binary' ? binary(id) : psychiatric);
  expect(await isSeen(`Binary/${id}`)).toBe(false);
  await put(naming(id, `http://localhost/fhir/R4/Binary/${id}`, { docStatus: 'preliminary' }));
  expect([await isSeen(`Binary/${id}`), await isSeen(`Binary/${id}`, ofP)]).toEqual([true, false]);
  await put(naming(id, `Binary/${id}`, { docStatus: 'final' }));
  await put(binary(id));
  expect(await isSeen(`Binary/${id}`, ofP)).toBe(true);
  await put(encounter(`${id}-e`, { meta: { security: security('PSY') } }));
  await put(naming(id, `Binary/${id}`, { context: { encounter: [{ reference: `Encounter/${id}-e` }] } }));
  expect(await isSeen(`Binary/${id}`)).toBe(false);
  await put(encounter(`${id}-e`));
  expect(await isSeen(`Binary/${id}`, ofP)).toBe(true);
  expect((await request(server, `DELETE /Binary/${id}`)).status).toBe(204);
});

it('nobody takes content into a chart that they do not see', async () => {
  await put(binary('orphan'));
  filter = ofP;
  const taking = (url: string) =>
    request(server, 'POST /DocumentReference', { body: naming('', url, { id: undefined }) });
  const told = await Promise.all(['Binary/orphan', 'Binary/absent', 'Binary/orphan/_history/1'].map(taking));
  expect(told.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(told[1]!.text.replaceAll('absent', 'orphan')).toBe(told[0]!.text);
  filter = everything;
  await put(naming('other-patient', 'Binary/orphan', { subject: { reference: 'Patient/p' } }));
  await put({ resourceType: 'Patient', id: 'p2' });
  await put(naming('other-patient-2', 'Binary/orphan', { subject: { reference: 'Patient/p2' } }));
  expect(await isSeen('Binary/orphan', ofP)).toBe(false);
});

it('so it is within one transaction, whatever the order of its entries', async () => {
  const entry = [observation('t', 't'), encounter('t', { meta: { security: security('PSY') } })].map((resource) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  }));
  await request(server, 'POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  expect([await isSeen('Encounter/t'), await isSeen('Observation/t')]).toEqual([false, false]);
});

it('care that a minor consented to follows the birth date, at the time of the care', async () => {
  const parents: PermitFilter = { grants: [{ classes: { labels: ['STD'], without: [] } }] };
  const code = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'A54.9' }] };
  const made = (id: string, onsetDateTime: string) =>
    put({ resourceType: 'Condition', id, subject, code, onsetDateTime });
  await made('young', '2025-05-01');
  await made('child', '2015-05-01');
  expect([await isSeen('Condition/young', parents), await isSeen('Condition/child', parents)]).toEqual([false, true]);
  await put({ resourceType: 'Patient', id: 'p', birthDate: '2001-01-01' });
  expect([await isSeen('Condition/young', parents), await isSeen('Condition/child', parents)]).toEqual([true, false]);
});

it('a restricted patient restricts the chart, and what is added to it', async () => {
  await put({ resourceType: 'Patient', id: 'q' });
  await put({ ...observation('q1', 'e'), subject: { reference: 'Patient/q' } });
  await put({ resourceType: 'Patient', id: 'q', meta: { tag: tag('restricted') } });
  await put({ ...observation('q2', 'e'), subject: { reference: 'Patient/q' } });
  expect([await isSeen('Observation/q1'), await isSeen('Observation/q2')]).toEqual([false, false]);
});

it('a task, a device and the content of a document are in the reach of their patient', async () => {
  const mine: PermitFilter = { grants: [{ reach: [{ kind: 'patients', ids: ['p'] }] }] };
  await put({ resourceType: 'Task', id: 't', status: 'requested', intent: 'order', for: subject });
  await put({ resourceType: 'Device', id: 'd', patient: subject });
  await put({ resourceType: 'Task', id: 'none', status: 'requested', intent: 'order' });
  expect([await isSeen('Task/t', mine), await isSeen('Device/d', mine), await isSeen('Task/none', mine)]).toEqual([
    ...[true, true, false],
  ]);
});
