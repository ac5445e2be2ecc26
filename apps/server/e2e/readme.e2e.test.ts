import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { charthouse, dataFolder, type Running, start } from './charthouse.testing.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8');
const noCurl = spawnSync('curl', ['--version']).error !== undefined;

describe.skipIf(noCurl)(`the first things to try${noCurl ? ' (skipped: there is no curl here)' : ''}`, () => {
  const home = dataFolder();
  const env = { CHARTHOUSE_DATA: home.path, CHARTHOUSE_AUTH: 'on' };
  let server: Running;
  beforeAll(async () => {
    server = await start({ env });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await home.remove();
  });

  test('do what the README says of them', async () => {
    const part = readme.slice(readme.indexOf('## First things to try'));
    const [letIn = '', block = ''] = [...part.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    const words = [...letIn.trim().matchAll(/"([^"]*)"|\S+/g)].map(([plain, quoted]) => quoted ?? plain);
    expect(words.slice(0, 2)).toEqual(['npx', 'charthouse']);
    const { stdout: said } = await charthouse(words.slice(2), {
      env: { ...env, CHARTHOUSE_PORT: new URL(server.address).port },
    });
    const token = /^ *(TOKEN=.*)$/m.exec(said)?.[1];
    const script = `${token}\n${block.replace(/^R4=.*$/m, `R4=${server.address}/fhir/R4`)}`;
    const { status, stdout } = spawnSync('sh', ['-ec', script], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^HTTP\/1\.1 201 Created/);
    expect(stdout).toContain('"family": "Okafor"');
    expect(stdout).toContain('<family value="Okafor"/>');
    for (const place of ['Patient.birthDate', 'Patient.gender', 'nickname']) expect(stdout).toContain(place);
    expect(stdout).toContain('"resourceType": "CapabilityStatement"');
    expect(stdout).toContain('"fhirVersion": "4.0.1"');
  });

  test('catch a record that was tampered with', () => {
    const root = resolve(import.meta.dirname, '../../..');
    const block = /## Prove it[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'charthouse-prove-'));
    const script = block
      .replaceAll('npx charthouse', join(root, 'apps/server/bin/charthouse'))
      .replaceAll('http://127.0.0.1:8420', server.address)
      .replaceAll('.charthouse/', `${home.path}/`);
    const ran = spawnSync('sh', ['-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env, NODE_PATH: join(root, 'node_modules') },
    });
    rmSync(folder, { recursive: true });
    expect(ran.stdout).toContain('1 row altered');
    expect(ran.stdout).toMatch(/NOT VERIFIED[\s\S]*\(Patient\/ada version 1\)/);
    expect(ran.stdout).toContain('Proven: version 1 of Patient/ada is in the log');
    expect(ran.status).toBe(0);
  });
});
