import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder, type Running, start } from './charthouse.testing.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8');
const noCurl = spawnSync('curl', ['--version']).error !== undefined;

describe.skipIf(noCurl)(`the first things to try${noCurl ? ' (skipped: there is no curl here)' : ''}`, () => {
  const home = dataFolder();
  let server: Running;
  beforeAll(async () => {
    server = await start({ env: { CHARTHOUSE_DATA: home.path } });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await home.remove();
  });

  test('do what the README says of them', () => {
    const block = /## First things to try[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const script = block.replace(/^R4=.*$/m, `R4=${server.address}/fhir/R4`);
    const { status, stdout } = spawnSync('sh', ['-ec', script], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^HTTP\/1\.1 201 Created/);
    expect(stdout).toContain('"family": "Okafor"');
    expect(stdout).toContain('<family value="Okafor"/>');
    for (const place of ['Patient.birthDate', 'Patient.gender', 'nickname']) expect(stdout).toContain(place);
    expect(stdout).toContain('"resourceType": "CapabilityStatement"');
    expect(stdout).toContain('"fhirVersion": "4.0.1"');
  });
});
