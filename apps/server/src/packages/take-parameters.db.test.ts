import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { type Indexed, indexedRecord } from '../reindex/indexed.testing.ts';
import { reindexKind } from '../reindex/reindex-kind.ts';
import { guide, writeFolder } from './package.testing.ts';

let record: Indexed;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-parameters-'));
const eyes = 'http://example.org/eyes';

beforeAll(async () => {
  record = await indexedRecord((parts) => [reindexKind(parts)]);
  await record.put({
    resourceType: 'Patient',
    id: 'p',
    gender: 'female',
    extension: [{ url: eyes, valueCode: 'green' }],
  });
});
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

function parameter(id: string, more: object = {}) {
  return {
    resourceType: 'SearchParameter',
    id,
    url: `http://example.org/SearchParameter/${id}`,
    name: id,
    status: 'active',
    description: 'Colour of the eyes',
    code: id,
    base: ['Patient'],
    type: 'token',
    expression: `Patient.extension.where(url = '${eyes}').value.ofType(code)`,
    ...more,
  };
}

const derived = parameter('guide-gender', {
  code: 'gender',
  derivedFrom: 'http://hl7.org/fhir/SearchParameter/individual-gender',
  expression: 'Patient.gender',
});

let folders = 0;
async function added(resources: ReturnType<typeof parameter>[], ...words: string[]) {
  const path = writeFolder(join(folder, String(folders++)), guide({ name: 'guide', version: '1.0.0', resources }));
  return ran(['packages', 'add', '--search', ...words, path], { DATABASE_URL: record.url });
}

const jobs = () => record.jobs.list({ kind: 'reindex', states: ['queued'] });
const versionOf = async (id: string) => (await record.ask('GET', `SearchParameter/${id}`)).meta.versionId;

test('the search parameters of a package are searched by once indexed; base ones and those that cannot be are said', async () => {
  const broken = parameter('broken', { expression: 'Patient.nothing' });
  const invalid = parameter('invalid', { name: 7 });
  const draft = parameter('draft', { status: 'draft' });
  const all = [parameter('eyes'), parameter('eyes-too'), derived, broken, invalid, draft];
  const first = await added(all);
  expect(first).toMatchObject({ code: 1, out: expect.stringContaining('Added guide#1.0.0: 6 SearchParameter') });
  expect(first.out).toContain(
    'Took 2 search parameters; 1 of FHIR itself left out; 1 not active; 2 refused; a running server',
  );
  const refusals = first.error.split('\n').filter((line) => line.includes('refused'));
  expect(refusals.sort()).toEqual([
    expect.stringMatching(
      /refused SearchParameter\/broken of guide#1\.0\.0: SearchParameter\.expression: .*no element/,
    ),
    expect.stringMatching(/refused SearchParameter\/invalid of guide#1\.0\.0: SearchParameter\.name: /),
  ]);
  expect(await jobs()).toHaveLength(1);
  await record.runJob('reindex');
  expect(await record.found('Patient?eyes=green&eyes-too=green&gender=female')).toEqual(['p']);
  const { rest } = await record.ask('GET', 'metadata');
  const of = rest[0].resource.find(({ type }: { type: string }) => type === 'Patient').searchParam;
  expect(of.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['eyes', 'eyes-too']));

  const again = await added([parameter('eyes'), parameter('eyes-too'), derived], '--json');
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out.trim().split('\n').at(-1)!)).toEqual({
    searchParameters: { taken: 0, unchanged: 2, base: 1, inactive: 0, refused: [] },
  });
  expect(await jobs()).toEqual([]);
  expect(await versionOf('eyes')).toBe('1');
});

test('a changed one becomes another version; what stands in the way is refused', async () => {
  const changed = await added([parameter('eyes', { description: 'Colour of the left eye' })]);
  expect(changed).toMatchObject({ code: 0, out: expect.stringContaining('Took 1 search parameter') });
  expect(await versionOf('eyes')).toBe('2');
  const foreign = await added([parameter('eyes', { url: 'http://example.org/other' })]);
  expect(foreign).toMatchObject({
    code: 1,
    error: expect.stringContaining('the record has another parameter of this'),
  });
  const clash = await added([parameter('one'), parameter('two', { code: 'one' })]);
  expect(clash).toMatchObject({ code: 1, out: expect.stringContaining('Took 1 search parameter; 1 refused') });
  expect(clash.error).toMatch(/refused SearchParameter\/two of guide#1\.0\.0: .*added by SearchParameter\/one/);
});

test('without the option nothing becomes searchable', async () => {
  const path = writeFolder(
    join(folder, 'plain'),
    guide({ name: 'plain', version: '1.0.0', resources: [parameter('x')] }),
  );
  expect((await ran(['packages', 'add', path], { DATABASE_URL: record.url })).out).not.toContain('search parameters');
  await expect(record.ask('GET', 'SearchParameter/x')).rejects.toThrow();
});

test('those of a package that is removed are named and stay, or go with it', async () => {
  const run = (...words: string[]) => ran(['packages', ...words], { DATABASE_URL: record.url });
  await added([parameter('hair'), parameter('skin')]);
  expect((await run('remove', 'guide')).out).toContain(
    '2 search parameters of it can still be searched by: SearchParameter/hair, SearchParameter/skin. Delete them',
  );
  expect(await versionOf('hair')).toBe('1');
  await added([parameter('hair'), parameter('skin')]);
  expect((await run('remove', '--search', 'guide')).out).toContain('Removed 2 search parameters from the record');
  await expect(record.ask('GET', 'SearchParameter/hair')).rejects.toThrow(/deleted|gone/i);
  expect((await run('list')).out).not.toContain('guide#');
});
