import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { guide, tgz } from '../packages/package.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-validate-'));
const good = '{"resourceType":"Patient","active":true}';
beforeAll(() => {
  writeFileSync(join(folder, 'a.json'), `{\n  "resourceType": "Patient",\n  "gender": "x"\n}`);
  writeFileSync(
    join(folder, 'b.ndjson.gz'),
    gzipSync(`${good}\n{"resourceType":"Patient","birthDate":"2021-02-30"}\n{`),
  );
  writeFileSync(join(folder, 'c.xml'), '<Patient xmlns="http://hl7.org/fhir">\n <gender value="y"/></Patient>');
  writeFileSync(join(folder, 'd.json'), good);
});
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

test('every problem is one line with its file, line, column and element', async () => {
  const { code, out } = await ran(['validate', folder]);
  expect(code).toBe(1);
  const lines = out.trim().split('\n');
  expect(lines[0]).toMatch(/a\.json:3:3: error: Patient\.gender: "x" is not in the value set/);
  expect(lines[1]).toMatch(/b\.ndjson\.gz:2:\d+: error: Patient\.birthDate: /);
  expect(lines[2]).toMatch(/b\.ndjson\.gz:3:2: fatal: /);
  expect(lines[3]).toMatch(/c\.xml:2:\d+: error: Patient\.gender: /);
  expect(lines[4]).toBe('Checked 6 resources: 4 errors in 4 of them.');
});

test('what is right says so, with exit code 0; warnings only where they are wanted', async () => {
  expect(await ran(['validate', path('d.json')])).toEqual({
    code: 0,
    out: 'Checked 1 resource: no errors.\n',
    error: '',
  });
  const warned = await ran(['validate', '--warnings', path('d.json'), '--json']);
  expect(warned.code).toBe(0);
  const facts = warned.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(facts[0]).toMatchObject({ file: path('d.json'), line: 1, severity: 'warning', expression: 'Patient' });
  expect(facts.at(-1).summary).toMatchObject({ resources: 1, errors: 0, wrong: 0 });
});

test('profiles are checked when they are loaded, and said when they are not', async () => {
  const url = 'http://example.org/named';
  const profile = {
    resourceType: 'StructureDefinition',
    url,
    type: 'Patient',
    kind: 'resource',
    derivation: 'constraint',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
    differential: { element: [{ id: 'Patient.name', path: 'Patient.name', min: 1 }] },
  };
  writeFileSync(path('profile'), JSON.stringify(profile));
  const checked = await ran(['validate', path('d.json'), '--load', path('profile'), '--profile', url]);
  expect(checked).toMatchObject({ code: 1, out: expect.stringContaining('Patient.name is needed at least 1 times') });
  const missing = await ran(['validate', path('d.json'), '--profile', url, '--warnings']);
  expect(missing).toMatchObject({ code: 1, out: expect.stringContaining('is not loaded') });
  const packed = guide({ name: 'named', version: '1.0.0', resources: [{ ...profile, id: 'named' }] });
  writeFileSync(path('named.tgz'), tgz(packed));
  const byPackage = await ran(['validate', path('d.json'), '--load', path('named.tgz'), '--profile', url]);
  expect(byPackage).toMatchObject({ code: 1, out: expect.stringContaining('Patient.name is needed') });
});

test('wrong usage is said', async () => {
  expect((await ran('validate')).code).toBe(2);
  expect((await ran(['validate', path('d.json'), '--load', path('a.json')])).code).toBe(0);
  writeFileSync(path('broken'), '{');
  expect(await ran(['validate', path('d.json'), '--load', path('broken')])).toMatchObject({
    code: 1,
    error: expect.stringContaining('cannot load'),
  });
  expect((await ran('validate /nowhere')).error).toContain('there is no file or folder /nowhere');
});
