import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guide, profileOf, writeFolder } from '../src/packages/package.testing.ts';
import { charthouse, dataFolder, type Running, start, until } from './charthouse.testing.ts';

const folder = dataFolder();
const files = mkdtempSync(join(tmpdir(), 'charthouse-guide-'));
const env = { CHARTHOUSE_DATA: folder.path, CHARTHOUSE_WORKERS: '2', CHARTHOUSE_VALIDATION: 'profiles' };
let server: Running;

beforeAll(async () => {
  server = await start({ env });
});
afterAll(async () => {
  await server.end('SIGTERM');
  await folder.remove();
  rmSync(files, { recursive: true });
});

const url = 'http://example.org/named-patient';
const named = profileOf(url, { id: 'Patient.name', path: 'Patient.name', min: 1 });
const patient = { resourceType: 'Patient', active: true };

async function ask(path: string, resource: object): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${server.address}/fhir/R4/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json', connection: 'close' }, // each by whichever worker
    body: JSON.stringify(resource),
  });
  return { status: answer.status, text: await answer.text() };
}

const validated = () => ask(`Patient/$validate?profile=${url}`, patient);
/** The answers of several requests, so that every worker has given one. */
const byAll = (question: () => Promise<{ status: number; text: string }>) =>
  Promise.all(Array.from({ length: 12 }, question));

test('a package added beside a running server is used by all its workers without a restart, and gone when removed', async () => {
  const declared = { ...patient, meta: { profile: [url] } };
  expect((await validated()).text).toContain(`The profile ${url} is not loaded`);
  expect((await ask('Patient', declared)).status).toBe(201);

  const path = writeFolder(files, guide({ name: 'named', version: '1.0.0', resources: [named] }));
  expect((await charthouse(['packages', 'add', path], { env })).code).toBe(0);
  await until(
    () => byAll(validated),
    (all) => all.every(({ text }) => text.includes('Patient.name is needed')),
    5,
  );
  for (const { status, text } of await byAll(() => ask('Patient', declared))) {
    expect(status).toBe(400);
    expect(text).toContain('Patient.name is needed');
  }
  expect((await ask('Patient', { ...declared, name: [{ family: 'A' }] })).status).toBe(201);

  expect((await charthouse(['packages', 'remove', 'named'], { env })).code).toBe(0);
  await until(
    () => byAll(() => ask('Patient', declared)),
    (all) => all.every(({ status }) => status === 201),
    5,
  );
});

test('a package added with --search makes its parameters searchable beside a running server', async () => {
  const colour = 'http://example.org/eyes';
  const eyes = {
    resourceType: 'SearchParameter',
    id: 'eyes',
    url: 'http://example.org/SearchParameter/eyes',
    name: 'Eyes',
    status: 'active',
    description: 'Colour of the eyes',
    code: 'eyes',
    base: ['Patient'],
    type: 'token',
    expression: `Patient.extension.where(url = '${colour}').value.ofType(code)`,
  };
  const seen = { ...patient, extension: [{ url: colour, valueCode: 'green' }] };
  expect((await ask('Patient', seen)).status).toBe(201);
  const path = writeFolder(join(files, 'eyes'), guide({ name: 'eyes', version: '1.0.0', resources: [eyes] }));
  const added = await charthouse(['packages', 'add', '--search', path], { env });
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('Took 1 search parameter;') });
  const found = async () => {
    const answer = await fetch(`${server.address}/fhir/R4/Patient?eyes=green`, {
      headers: { connection: 'close', prefer: 'handling=strict' },
    });
    return { status: answer.status, text: await answer.text() };
  };
  await until(
    () => byAll(found),
    (all) => all.every(({ status, text }) => status === 200 && text.includes('"total":1')),
    10,
  );
  expect((await charthouse(['jobs', 'list'], { env })).stdout).toContain('reindex');
});
