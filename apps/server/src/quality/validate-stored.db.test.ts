import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJobs } from '@charthouse/chart-store';
import { createValidator } from '@charthouse/fhir-validate';
import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { guide, profileOf, writeFolder } from '../packages/package.testing.ts';
import { validateKind, validateKindName } from './validate-kind.ts';

let database: FreshDatabase;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-quality-'));
const command = (words: readonly string[], environment = {}) =>
  ran(words, { DATABASE_URL: database.url, ...environment });
const facts = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const url = 'http://example.org/named';
const people = Array.from({ length: 450 }, (_, i) => ({
  resourceType: 'Patient',
  id: `p${i}`,
  meta: { ...(i % 2 === 0 && { source: 'http://clinic.test/a' }), profile: [url] },
  ...(i % 3 === 0 && { name: [{ family: `Secret${i}` }] }),
  ...(i < 5 && { gender: `odd${i}` }),
}));
const other = { resourceType: 'Basic', id: 'b', code: { text: 'x' } };

beforeAll(async () => {
  database = await migratedDatabase();
  const file = join(folder, 'all.ndjson');
  writeFileSync(file, [...people, other].map((one) => JSON.stringify(one)).join('\n'));
  const imported = await command(['import', file], { CHARTHOUSE_VALIDATION: 'off' });
  expect(imported).toMatchObject({ code: 0, out: expect.stringContaining('Imported 451 resources') });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

test('what is stored is checked by the base specification and by the packages that are loaded', async () => {
  const base = await command(['validate', '--stored']);
  expect(base.code).toBe(1);
  expect(base.out).toMatch(/ 5 {10}5 {2}error {5}Patient\.gender {8}"…" is not in the value set/);
  expect(base.out).toContain('Checked 451 resources in');
  expect(base.out).toContain(`The profile ${url} is not loaded`);
  expect(base.out).toContain('and 450 warnings');
  expect(base.out).not.toMatch(/odd\d|Secret/);

  const named = profileOf(url, { id: 'Patient.name', path: 'Patient.name', min: 1 });
  await command([
    'packages',
    'add',
    writeFolder(join(folder, 'g'), guide({ name: 'g', version: '1.0.0', resources: [named] })),
  ]);
  const { code, out } = await command(['validate', '--stored', '--json']);
  expect(code).toBe(1);
  const told = facts(out);
  expect(told.find(({ rule }) => rule?.path === 'Patient').rule).toMatchObject({
    count: 300,
    resources: 300,
    severity: 'error',
    definition: 'http://example.org/named#Patient',
    examples: ['Patient/p1', 'Patient/p2', 'Patient/p4'],
  });
  const sources = told.flatMap(({ source }) => source ?? []);
  expect(sources.map(({ source, resources }) => [source, resources])).toEqual([
    ['http://clinic.test/a', 225],
    ['Patient', 225],
    ['Basic', 1],
  ]);
  expect(told.at(-1).summary).toMatchObject({ resources: 451, errors: 305 });
});

test('types can be chosen; what is right says so with exit code 0', async () => {
  const { code, out } = await command(['validate', '--stored', '--type', 'Basic', '--warnings']);
  expect(code).toBe(0);
  expect(out).toMatch(/Checked 1 resource in 0:0\d: no errors and 1 warning /);
  expect((await command(['validate', '--stored', '--type', 'Patint'])).code).toBe(2);
  expect((await command(['validate', '--stored', 'a.json'])).code).toBe(2);
  expect((await command(['validate', 'a.json', '--resume'])).code).toBe(2);
  expect((await command(['validate'])).code).toBe(2);
});

test('a check that was stopped goes on where it was, and counts every resource once', async () => {
  const stop = new AbortController();
  const validator = createValidator();
  let calls = 0;
  const validate: typeof validator.validate = (resource, options) => {
    if (++calls === 250) stop.abort();
    return validator.validate(resource, options);
  };
  const kind = validateKind({ validator: { validate }, whyUnchecked: () => undefined, bases: [], integrity: true });
  const jobs = createJobs({ connectionString: database.url, kinds: [kind] });
  const input = { types: [], warnings: false, profiles: [] };
  const { id } = await jobs.enqueue({ kind: validateKindName, input });
  const stopped = await jobs.runOne(id, stop.signal);
  expect(stopped).toMatchObject({ state: 'queued', done: 200, total: 451 });
  await jobs.close();

  const { out } = await command(['validate', '--stored', '--resume', '--json']);
  expect(facts(out).at(-1).summary).toMatchObject({ job: id, resources: 451 });
  expect((await command(['jobs', 'show', String(id)])).out).toMatch(/state +done\n/);

  expect(await command(['jobs', 'retry', String(id)])).toMatchObject({
    code: 1,
    error: expect.stringContaining(`job ${id} is done; only one that failed or was cancelled can be retried`),
  });
  expect(await command(['validate', '--stored', '--resume'])).toMatchObject({
    code: 1,
    out: '',
    error: expect.stringContaining('no check of this kind was left unfinished'),
  });
});

test('references that lead nowhere are said: errors where integrity is asked for, else warnings', async () => {
  const file = join(folder, 'seen.ndjson');
  const seen = (id: string, subject: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'x' },
    subject: { reference: subject },
    performer: [{ reference: 'http://elsewhere.test/Practitioner/p' }, { reference: 'Organization/none' }],
  });
  const lines = [
    seen('o1', 'Patient/p1'),
    seen('o2', 'Patient/gone'),
    seen('o3', 'http://here.test/fhir/R4/Patient/lost'),
  ];
  writeFileSync(file, lines.map((one) => JSON.stringify(one)).join('\n'));
  await command(['import', file], { CHARTHOUSE_REFERENTIAL_INTEGRITY: 'off' });
  const words = ['validate', '--stored', '--type', 'Observation', '--json'];
  const found = async (environment: object) =>
    facts((await command(words, { CHARTHOUSE_URL: 'http://here.test', ...environment })).out).flatMap(({ rule }) =>
      rule ? [`${rule.severity} ${rule.path} ${rule.count}`] : [],
    );
  expect(await found({})).toEqual(['error Observation.performer 3', 'error Observation.subject 2']);
  expect(await found({ CHARTHOUSE_REFERENTIAL_INTEGRITY: 'off' })).toEqual([]);
  words.push('--warnings');
  const warned = await found({ CHARTHOUSE_REFERENTIAL_INTEGRITY: 'off' });
  expect(warned).toEqual(expect.arrayContaining(['warning Observation.performer 3', 'warning Observation.subject 2']));
});
