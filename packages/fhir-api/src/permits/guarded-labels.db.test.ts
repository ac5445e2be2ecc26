import type { Decision, NamedPermission } from '@charthouse/access';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

const restricted = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
const held = [{ system: 'https://charthouse.dev/fhir/CodeSystem/record-state', code: 'held' }];
const basic = (id: string, meta?: object) => ({
  ...{ resourceType: 'Basic', id, code: { text: 'x' }, ...(meta && { meta }) },
});

let server: TestServer;
let named: readonly NamedPermission[] = [];
let mask = {};
beforeAll(async () => {
  const decide = (): Decision => ({
    ...{ allowed: true, filter: { grants: [{}] }, mask, obligations: [], purpose: 'TREAT', policies: [] },
  });
  server = await testServer({}, {}, { decide, may: (_, permission) => named.includes(permission) });
});
beforeEach(() => {
  named = [];
  mask = {};
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

async function send(line: string, body?: object, type = 'application/fhir+json') {
  const headers = { 'content-type': type };
  return (await request(server, line, body ? { body: JSON.stringify(body), headers } : {})).status;
}

it('who may write takes no label off by that: neither by PUT, nor by any patch, nor in a bundle', async () => {
  expect(await send('PUT /Basic/a', basic('a', { security: restricted }))).toBe(201);
  const entry = [{ resource: basic('a'), request: { method: 'PUT', url: 'Basic/a' } }];
  const meta = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { security: restricted } }] };
  expect(await send('PUT /Basic/a', basic('a'))).toBe(403);
  expect(await send('PUT /Basic/a', basic('a', { security: [{ ...restricted[0], code: 'N' }] }))).toBe(403);
  const patch = [{ op: 'remove', path: '/meta/security' }];
  expect(await send('PATCH /Basic/a', patch, 'application/json-patch+json')).toBe(403);
  expect(await send('POST /', { resourceType: 'Bundle', type: 'transaction', entry })).toBe(403);
  expect(await send('POST /Basic/a/$meta-delete', meta)).toBe(403);
  expect(await send('PUT /Basic/a', basic('a', { security: restricted, tag: [{ code: 'more' }] }))).toBe(200);
  named = ['record.label'];
  expect(await send('PUT /Basic/a', basic('a'))).toBe(200);
});

it('holds and restrictions are put on and taken off by who may; what is held is not deleted, nor expunged, by anybody', async () => {
  expect(await send('PUT /Basic/h', basic('h', { tag: held }))).toBe(403);
  named = ['governance.hold'];
  expect(await send('PUT /Basic/h', basic('h', { tag: held }))).toBe(201);
  expect(await send('DELETE /Basic/h')).toBe(409);
  expect(await send('POST /Basic/h/$expunge')).toBe(409);
  named = [];
  expect(await send('PUT /Basic/h', basic('h'))).toBe(403);
  named = ['governance.hold'];
  expect(await send('PUT /Basic/h', basic('h'))).toBe(200);
  expect(await send('DELETE /Basic/h')).toBe(204);
});

it('a hold on a patient is on the whole chart', async () => {
  named = ['governance.hold'];
  expect(await send('PUT /Patient/p', { resourceType: 'Patient', id: 'p' })).toBe(201);
  const chart = { resourceType: 'Flag', id: 'f', status: 'active', code: {}, subject: { reference: 'Patient/p' } };
  expect(await send('PUT /Flag/f', { ...chart, code: { text: 'x' } })).toBe(201);
  expect(await send('PUT /Patient/p', { resourceType: 'Patient', id: 'p', meta: { tag: held } })).toBe(200);
  expect(await send('DELETE /Flag/f')).toBe(409);
});

it('the review of a broken glass is moved by who reviews, and expunged by nobody', async () => {
  const code = { coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/task', code: 'review-break-the-glass' }] };
  const task = (priority: string) => ({
    resourceType: 'Task',
    id: 'r',
    status: 'requested',
    intent: 'order',
    code,
    priority,
  });
  expect(await send('PUT /Task/r', task('urgent'))).toBe(201);
  expect(await send('PUT /Task/r', task('routine'))).toBe(403);
  expect(await send('DELETE /Task/r')).toBe(403);
  named = ['privacy.review', 'record.expunge'];
  expect(await send('PUT /Task/r', task('routine'))).toBe(200);
  expect(await send('POST /Task/r/$expunge')).toBe(409);
});

it('what somebody is shown a part of they neither replace nor patch', async () => {
  expect(await send('PUT /Basic/m', basic('m'))).toBe(201);
  mask = { Basic: ['code'] };
  expect(await send('PUT /Basic/m', basic('m'))).toBe(403);
  const copy = [{ op: 'copy', from: '/code', path: '/extension' }];
  expect(await send('PATCH /Basic/m', copy, 'application/json-patch+json')).toBe(403);
  expect(await send('POST /Basic', { resourceType: 'Basic', code: { text: 'new' } })).toBe(201);
});

it('labels that are longer than can be gone by are refused, and hide nothing else', async () => {
  const long = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
  expect(await send('PUT /Basic/long', basic('long', { security: [{ code: long }] }))).toBe(422);
  const many = Array.from({ length: 200 }, (_, i) => ({ system: 'urn:labels', code: `label-${i}` }));
  expect(await send('PUT /Basic/long', basic('long', { security: many }))).toBe(422);
  expect(await send('PUT /Basic/long', basic('long', { tag: [{ code: long }] }))).toBe(201);
});
