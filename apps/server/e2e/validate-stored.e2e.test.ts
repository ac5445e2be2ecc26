import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charthouse, dataFolder, launched, type Running, start, until } from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';

const folder = dataFolder();
const files = mkdtempSync(join(tmpdir(), 'charthouse-stored-'));
const env = { CHARTHOUSE_DATA: folder.path };
const resources = 12_000;
let server: Running;

beforeAll(async () => {
  const file = join(files, 'all.ndjson');
  const patients = Array.from({ length: resources }, (_, i) => ({
    resourceType: 'Patient',
    id: `p${i}`,
    name: [{ family: `F${i}` }],
    ...(i % 100 === 0 && { gender: 'odd' }),
  }));
  writeFileSync(file, patients.map((one) => JSON.stringify(one)).join('\n'));
  server = await start({ env });
  await charthouse(['import', file], { env: { ...env, CHARTHOUSE_VALIDATION: 'off' } });
});
afterAll(async () => {
  await server.end('SIGTERM');
  await folder.remove();
  rmSync(files, { recursive: true });
});

test('a check that is killed with -9 goes on with --resume, and its report is that of every resource once', async () => {
  const first = launched(['validate', '--stored', '--json'], { env });
  const database = readFileSync(join(folder.path, 'database.url'), 'utf8').trim();
  await until(
    () => withClient(database, `select done::int from job where kind = 'validate'`),
    ([job]) => Number(job?.done) > 0,
  );
  first.kill('SIGKILL');
  await first.ended;
  const jobs = await charthouse(['jobs', 'list', '--json'], { env });
  const [job] = jobs.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(job).toMatchObject({ kind: 'validate', total: resources });
  expect(job.done).toBeLessThan(resources);
  expect(job.done).toBeGreaterThan(0);

  const { code, stdout } = await charthouse(['validate', '--stored', '--resume', '--json'], { env });
  expect(code).toBe(1);
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(told.at(-1).summary).toMatchObject({ job: job.id, resources, wrong: resources / 100 });
  expect(told.find(({ rule }) => rule)?.rule).toMatchObject({ path: 'Patient.gender', count: resources / 100 });
});
