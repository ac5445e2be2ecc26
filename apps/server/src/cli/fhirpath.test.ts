import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-fhirpath-'));
const file = join(folder, 'p.json');
const patient = { resourceType: 'Patient', name: [{ given: ['Ann', 'B'] }, { given: ['Annie'] }] };
beforeAll(() => writeFileSync(file, JSON.stringify(patient)));
afterAll(() => rmSync(folder, { recursive: true }));

test('each item is printed with its type', async () => {
  expect(await ran(['fhirpath', 'name.given.first() | name.count()', file])).toEqual({
    code: 0,
    out: 'string  "Ann"\ninteger  2\n',
    error: '',
  });
  expect(await ran(['fhirpath', 'gender', file])).toEqual({ code: 0, out: '', error: '' });
  const json = await ran(['fhirpath', 'given.first()', file, '--context', 'name', '--json']);
  expect(
    json.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { context: 'name[0]', type: 'string', value: 'Ann' },
    { context: 'name[1]', type: 'string', value: 'Annie' },
  ]);
  expect((await ran(['fhirpath', "2 'g' > 1 'mg'", file])).out).toBe('boolean  true\n');
});

test('decimals keep their places and digits', async () => {
  const observation = join(folder, 'observation.json');
  const extension = '{"url":"http://e.org","valueDecimal":1.50}';
  writeFileSync(
    observation,
    `{"resourceType":"Observation","extension":[${extension}],"valueQuantity":{"value":2.00,"unit":"g"}}`,
  );
  const printed = async (...args: string[]) => (await ran(['fhirpath', args[0]!, observation, ...args.slice(1)])).out;
  expect(await printed('extension.value')).toBe('decimal  1.50\n');
  expect(await printed('value')).toBe('Quantity  {"value":2.00,"unit":"g"}\n');
  expect(await printed('extension.value', '--json')).toBe('{"type":"decimal","value":1.50}\n');
  expect(await printed('10000000000000000000000.0 + 1')).toBe('decimal  10000000000000000000001.0\n');
  expect(await printed('(value.value + 0.005) | extension.value.toString()')).toBe('decimal  2.005\nstring  "1.50"\n');
  expect(await printed("1.50 'mg' * 2")).toContain('"value":3.00,');
});

test('XML and gzip are read too', async () => {
  const xml = join(folder, 'p.xml.gz');
  writeFileSync(xml, gzipSync('<Patient xmlns="http://hl7.org/fhir"><gender value="male"/></Patient>'));
  expect((await ran(['fhirpath', 'gender', xml])).out).toBe('code  "male"\n');
});

test('what cannot be used is said', async () => {
  expect(await ran(['fhirpath', 'name.', file])).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^charthouse: the expression cannot be read: .*\(character 6\)/),
  });
  expect((await ran(['fhirpath', 'name.given + 1', file])).error).toMatch(/the expression failed: .*\(character 12\)/);
  expect((await ran(['fhirpath', 'id', join(folder, 'no.json')])).error).toContain('there is no file');
  const other = join(folder, 'other.json');
  writeFileSync(other, '{"a":1}');
  expect((await ran(['fhirpath', 'id', other])).error).toContain('holds no resource of FHIR R4');
  writeFileSync(other, '{');
  expect((await ran(['fhirpath', 'id', other])).error).toContain('line 1');
  expect((await ran(['fhirpath', 'id'])).code).toBe(2);
});
