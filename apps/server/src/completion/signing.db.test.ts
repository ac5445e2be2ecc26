/** Signing here, and the acts that change what was written: the original stays, and every act has author, time and reason. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@charthouse/chart-store';
import { keysIn } from '@charthouse/desks/completion/server';
import type { OutcomeError, Resource } from '@charthouse/fhir-model';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import { flattenedVerify, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { type Parts, wire } from '../wire.ts';
import { rotateDocumentKey } from './document-key.ts';
import { note, stay } from './stay.testing.ts';

let database: FreshDatabase;
let parts: Parts;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-signing-'));
beforeAll(async () => {
  database = await freshDatabase();
  await migrate({ connectionString: database.url, hashKey: Buffer.alloc(32, 7) });
  parts = await wire(
    readSettings({ CHARTHOUSE_AUTH: 'on', CHARTHOUSE_DATA: folder, CHARTHOUSE_AUDIT: 'durable' }).settings,
    database.url,
  );
  for (const id of ['doc', 'other']) await put({ resourceType: 'Practitioner', id });
  await put({ resourceType: 'Patient', id: 'ann' });
  const participant = ['doc', 'other'].map((id) => ({ individual: { reference: `Practitioner/${id}` } }));
  await put(stay('e1', { participant }));
  for (const id of ['n1', 'n2', 'n3']) await put(note(id, 'e1', { docStatus: 'preliminary' }));
});
afterAll(async () => {
  await parts.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const plain = { query: [], conditions: {}, preferences: {}, base: 'http://here' };
const doctor = (id = 'doc', authenticated = Date.now()) => ({
  ...{
    kind: 'staff' as const,
    user: `user-${id}`,
    name: `Dr ${id}`,
    fhirUser: `Practitioner/${id}`,
    authenticated,
    roles: ['clinician'],
  },
});

type Who = Omit<ReturnType<typeof doctor>, 'fhirUser'> & { readonly fhirUser?: string };

async function put(body: Resource): Promise<void> {
  const { resourceType: type, id = '' } = body;
  const call = {
    ...plain,
    interaction: 'update' as const,
    method: 'PUT',
    type,
    id,
    input: { value: body, literals: [] },
  };
  await parts.door.handle(call, { name: 'feed', kind: 'system' });
}

async function read(type: string, id: string, who: ReturnType<typeof doctor>): Promise<Resource> {
  const { body } = await parts.door.handle({ ...plain, interaction: 'read', method: 'GET', type, id }, who);
  return JSON.parse(body!);
}

async function call(
  operation: string,
  parameter: readonly object[],
  { who = doctor(), id }: { who?: Who; id?: string } = {},
) {
  const at = id === undefined ? {} : { type: 'DocumentReference', id };
  const input = { value: { resourceType: 'Parameters', parameter: parameter as Resource[] }, literals: [] };
  const { body } = await parts.door.handle(
    { ...plain, ...at, interaction: 'operation', method: 'POST', operation, input },
    who,
  );
  return (JSON.parse(body!).parameter ?? []) as { name: string; valueReference: { reference: string } }[];
}

const sign = (names: readonly string[], who = doctor()) =>
  call(
    '$sign',
    names.map((name) => ({ name: 'document', valueReference: { reference: `DocumentReference/${name}` } })),
    { who },
  );

const why = (work: Promise<unknown>) =>
  work.then(
    () => '',
    (error: OutcomeError) => `${error.status} ${error.issues[0]?.diagnostics}`,
  );

test('a batch is signed only when every document in it was opened by who signs', async () => {
  await read('DocumentReference', 'n1', doctor());
  await read('DocumentReference', 'n2', doctor('other'));
  expect(await why(sign(['n1', 'n2']))).toMatch(/^422 Nothing was signed. DocumentReference\/n2: Open it first/);
  expect((await read('DocumentReference', 'n1', doctor())).docStatus).toBe('preliminary');
});

test('who did not just sign in is asked to, and nothing is signed', async () => {
  expect(await why(sign(['n1'], doctor('doc', Date.now() - 3_600_000)))).toMatch(/^401 /);
});

test('the signature is over the exact bytes of the version that was opened, and anybody can check it', async () => {
  const before = await parts.store.read('DocumentReference', 'n1');
  const [made] = await sign(['n1']);
  const provenance = (await read(
    'Provenance',
    String(made?.valueReference.reference.split('/')[1]),
    doctor(),
  )) as Resource & {
    target: { reference: string }[];
    signature: { data: string; who: object }[];
  };
  expect(provenance.target[0]?.reference).toBe('DocumentReference/n1/_history/1');
  const [protectedHeader = '', , signature = ''] = Buffer.from(provenance.signature[0]!.data, 'base64')
    .toString()
    .split('.');
  const header = JSON.parse(Buffer.from(protectedHeader, 'base64url').toString()) as { jwk: JWK; who: string };
  expect(header).toMatchObject({ who: 'Practitioner/doc', alg: 'EdDSA' });
  const key = await importJWK(header.jwk, 'EdDSA');
  const verify = (payload: string) =>
    flattenedVerify({ protected: protectedHeader, payload: new TextEncoder().encode(payload), signature }, key);
  await expect(verify(before!.body)).resolves.toBeDefined();
  await expect(verify(before!.body.replace('current', 'Current'))).rejects.toThrow();
  expect(await read('DocumentReference', 'n1', doctor())).toMatchObject({
    docStatus: 'final',
    authenticator: { reference: 'Practitioner/doc' },
  });
});

test('another practitioner signs only after its author, and not what is signed where it comes from', async () => {
  await read('DocumentReference', 'n3', doctor('other'));
  expect(await why(sign(['n3'], doctor('other')))).toContain('Its author signs it first.');
  const settings = { sources: [{ source: 'urn:ehr', signs: 'in-source', link: 'https://ehr.example/{id}' }] };
  const data = Buffer.from(JSON.stringify(settings)).toString('base64');
  const type = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'asset-collection' }] };
  await put({
    ...{ resourceType: 'Library', id: 'completion-settings', status: 'active', type },
    content: [{ contentType: 'application/json', data }],
  });
  await put(
    note('n4', 'e1', { docStatus: 'preliminary', meta: { source: 'urn:ehr:notes' }, identifier: [{ value: 'a 7' }] }),
  );
  await read('DocumentReference', 'n4', doctor());
  expect(await why(sign(['n4']))).toContain('It is signed where it comes from: https://ehr.example/a%207.');
});

test('an addendum, a late entry, a correction and a retraction are different acts that keep the original', async () => {
  const act = (kind: string, more: readonly object[] = []) =>
    call(
      '$amend',
      [{ name: 'kind', valueCode: kind }, { name: 'reason', valueString: 'A line was missing' }, ...more],
      { id: 'n2' },
    );
  const text = [{ name: 'text', valueString: 'Seen with the family.' }];
  expect(await why(act('addendum'))).toContain('Say what is written');
  expect(await why(act('late-entry', text))).toContain('what time the late entry is about');
  const [addendum] = await act('addendum', text);
  const added = await read('DocumentReference', addendum!.valueReference.reference.split('/')[1]!, doctor());
  expect(added).toMatchObject({
    docStatus: 'preliminary',
    relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/n2' } }],
  });
  const [, why2] = await act('correction', text);
  const told = await read('Provenance', why2!.valueReference.reference.split('/')[1]!, doctor());
  expect(told).toMatchObject({ reason: [{ text: 'A line was missing' }], activity: { text: 'correction' } });
  expect((await read('DocumentReference', 'n2', doctor())).status).toBe('superseded');
  await act('retraction');
  expect((await read('DocumentReference', 'n2', doctor())).status).toBe('entered-in-error');
  await vi.waitFor(async () =>
    expect((await parts.store.vread('DocumentReference', 'n2', 1))?.body).toContain('SGVsbG8='),
  );
});

test('what a colleague wrote is added to, not changed; the records department takes back what is misfiled, and writes nothing', async () => {
  for (const id of ['n5', 'n6', 'n7']) await put(note(id, 'e1'));
  await put(note('n8', 'e1', { meta: { source: 'urn:ehr:notes' }, identifier: [{ value: 'b' }] }));
  const act = (kind: string, id: string, { who = doctor('other'), when }: { who?: Who; when?: string } = {}) =>
    call(
      '$amend',
      [
        { name: 'kind', valueCode: kind },
        { name: 'reason', valueString: 'Wrong chart' },
        { name: 'text', valueString: 'Seen again.' },
        ...(when === undefined ? [] : [{ name: 'when', valueDateTime: when }]),
      ],
      { who, id },
    );
  expect(await why(act('correction', 'n5'))).toMatch(/^403 Its author corrects it: write an addendum instead/);
  expect(await why(act('retraction', 'n5'))).toMatch(/^403 Its author retracts it, or the records department/);
  expect(await act('addendum', 'n5')).toHaveLength(2);
  const records = {
    kind: 'staff' as const,
    user: 'user-tess',
    name: 'Tess',
    authenticated: Date.now(),
    roles: ['technician'],
  };
  expect(await why(act('addendum', 'n6', { who: records }))).toMatch(/^403 Clinicians whose account names/);
  const [told] = await act('retraction', 'n6', { who: records });
  const act6 = await read('Provenance', told!.valueReference.reference.split('/')[1]!, doctor());
  expect(act6).toMatchObject({ agent: [{ who: { display: 'Tess' } }], reason: [{ text: 'Wrong chart' }] });
  expect(await why(act('addendum', 'n6'))).toMatch(/^422 It was retracted/);
  expect(await why(act('late-entry', 'n7', { when: '2999-01-01' }))).toMatch(
    /^400 when is "2999-01-01": a time that has been/,
  );
  await act('correction', 'n7', { who: doctor() });
  expect(await why(act('addendum', 'n7'))).toMatch(/^422 It was replaced: amend what replaced it/);
  expect(await why(act('addendum', 'n8'))).toMatch(/^422 It is changed where it comes from: https:\/\/ehr.example\/b/);
});

test('signatures are checked by published keys, also after a rotation and without the private key; a changed text, another person and a foreign key are not taken', async () => {
  const checked = async (name: string, who: Who = doctor()) => {
    const at = { type: 'Provenance', id: name.split('/')[1]! };
    const asked = { ...plain, ...at, interaction: 'operation' as const, method: 'GET', operation: '$verify-signature' };
    const { body } = await parts.door.handle(asked, who);
    const told = (JSON.parse(body!).parameter ?? []) as {
      name: string;
      valueBoolean?: boolean;
      valueString?: string;
    }[];
    const of = (part: string) => told.find((one) => one.name === part);
    return [
      of('result')?.valueBoolean,
      of('message')?.valueString,
      of('kid')?.valueString,
      of('present')?.valueBoolean,
    ] as const;
  };
  const signed = async (id: string) => {
    await put(note(id, 'e1', { docStatus: 'preliminary' }));
    await read('DocumentReference', id, doctor());
    return (await sign([id]))[0]!.valueReference.reference;
  };
  const first = await signed('v1');
  const [holds, says, kid, present] = await checked(first);
  expect([holds, present]).toEqual([true, true]);
  expect(says).toMatch(/^Practitioner\/doc signed DocumentReference\/v1\/_history\/1 at 20/);
  expect(statSync(join(folder, 'documents.key')).mode & 0o777).toBe(0o600);
  await rotateDocumentKey({ dataDir: folder });
  const second = await signed('v2');
  const [again, , newKid] = await checked(second);
  expect([again, newKid === kid]).toEqual([true, false]);
  rmSync(join(folder, 'documents.key')); // as after a restore without it
  const third = await signed('v3');
  expect(await Promise.all([first, second, third].map(async (name) => (await checked(name))[0]))).toEqual([
    true,
    true,
    true,
  ]);
  const library = await read('Library', 'signature-keys', doctor());
  const published = keysIn(library);
  expect(published).toHaveLength(3);
  expect(JSON.stringify(published)).not.toContain('"d"');
  const add = parts.door.handle(
    {
      ...plain,
      interaction: 'update',
      method: 'PUT',
      type: 'Library',
      id: 'signature-keys',
      input: { value: library, literals: [] },
    },
    { kind: 'service', name: 'feed', roles: ['feed'] },
  );
  expect(await why(add)).toMatch(/^403 /);

  await put(note('v1', 'e1', { description: 'another text' }));
  expect(await checked(first)).toMatchObject([true, expect.anything(), kid, false]);
  const {
    id: _,
    meta: __,
    ...provenance
  } = (await read('Provenance', first.split('/')[1]!, doctor())) as Resource & { signature: object[] };
  const forged = async (id: string, more: object) => {
    await put({ ...provenance, ...more, id } as Resource);
    return (await checked(`Provenance/${id}`)).slice(0, 2);
  };
  const [by] = provenance.signature;
  expect(
    await forged('f1', { target: [{ reference: 'DocumentReference/v1/_history/2' }, { reference: 'Patient/ann' }] }),
  ).toEqual([false, expect.stringContaining('No published key signed these bytes')]);
  expect(await forged('f2', { signature: [{ ...by, who: { reference: 'Practitioner/other' } }] })).toEqual([
    false,
    expect.stringContaining('The key signed another statement'),
  ]);
  expect(await forged('f3', { signature: [{ ...by, data: 'SGVsbG8=' }] })).toEqual([
    false,
    expect.stringContaining('It was not signed here'),
  ]);
});
