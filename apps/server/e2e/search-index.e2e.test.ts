/** A search parameter that is added to a server with several processes, and words: all of them notice, a restart goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charthouse, dataFolder, type Running, start, until } from './charthouse.testing.ts';

const folder = dataFolder();
const env = { CHARTHOUSE_DATA: folder.path, CHARTHOUSE_WORKERS: '2' };
let server: Running;

beforeAll(async () => {
  server = await start({ env });
});
afterAll(async () => {
  await server.end('SIGTERM');
  await folder.remove();
});

/** On a connection of its own, so that any of the workers answers. */
async function ask(method: string, path: string, body?: object) {
  const answer = await fetch(`${server.address}/fhir/R4/${path}`, {
    method,
    headers: { connection: 'close', prefer: 'handling=strict', 'content-type': 'application/fhir+json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

const statuses = async (path: string) =>
  Promise.all(Array.from({ length: 10 }, async () => (await ask('GET', path)).status));

const parameter = {
  resourceType: 'SearchParameter',
  id: 'eyes',
  url: 'http://example.org/SearchParameter/eyes',
  name: 'eyes',
  status: 'active',
  description: 'Colour of the eyes',
  code: 'eyes',
  base: ['Patient'],
  type: 'token',
  expression: "Patient.extension.where(url = 'http://example.org/eyes').value.ofType(code)",
};
const patient = (id: string, valueCode: string) => ({
  resourceType: 'Patient',
  id,
  extension: [{ url: 'http://example.org/eyes', valueCode }],
});

test('every process takes up a parameter that is added, and forgets one that is deleted', async () => {
  for (let i = 0; i < 30; i++) await ask('PUT', `Patient/p${i}`, patient(`p${i}`, i % 3 ? 'brown' : 'green'));
  expect((await statuses('Patient?eyes=green')).every((status) => status === 400)).toBe(true);
  expect((await ask('PUT', 'SearchParameter/eyes', parameter)).status).toBe(201);
  await until(
    () => statuses('Patient?eyes=green'),
    (all) => all.every((status) => status === 200),
  );
  expect(JSON.parse((await ask('GET', 'Patient?eyes=green&_total=accurate')).text).total).toBe(10);
  expect((await ask('GET', 'metadata')).text).toContain(parameter.url);
  const { stdout } = await charthouse(['jobs'], { env });
  expect(stdout).toMatch(/reindex\s+done\s.*30 of 30 \(100 %\)/);

  await ask('DELETE', 'SearchParameter/eyes');
  await until(
    () => statuses('Patient?eyes=green'),
    (all) => all.every((status) => status === 400),
  );
});

test('words are found by every process within moments', async () => {
  await until(
    () => statuses('Patient?_content=green'),
    (all) => all.every((status) => status === 200),
  );
  await ask('PUT', 'Patient/late', patient('late', 'violet'));
  await until(
    async () => JSON.parse((await ask('GET', 'Patient?_content=violet')).text).entry?.length ?? 0,
    (n) => n === 1,
  );
});

test('a server that was killed while it indexed goes on where it stopped', async () => {
  await ask('PUT', 'SearchParameter/eyes', { ...parameter, status: 'active' });
  await server.end('SIGKILL');
  server = await start({ env });
  await until(
    () => statuses('Patient?eyes=green'),
    (all) => all.every((status) => status === 200),
  );
  expect(JSON.parse((await ask('GET', 'Patient?eyes=green&_total=accurate')).text).total).toBe(10);
});
