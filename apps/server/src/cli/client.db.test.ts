import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

let url: string;
let drop: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-keys-'));
beforeAll(async () => {
  ({ url, drop } = await migratedDatabase());
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await drop();
});

const client = (...words: string[]) => ran(['client', ...words], { DATABASE_URL: url });
const app = ['add', '--name', 'Growth chart', '--scope', 'openid launch/patient patient/*.rs'];
const keyFile = (name: string, keys: readonly object[]) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ keys }));
  return path;
};
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-384' });

test('apps and services are registered, listed and revoked; a secret is shown once', async () => {
  const open = JSON.parse((await client(...app, '--redirect', 'https://app.example.org/', '--json')).out);
  expect(open).toMatchObject({ client_id: expect.any(String), kind: 'public' });
  expect(open).not.toHaveProperty('client_secret');
  const closed = JSON.parse(
    (await client(...app, '--redirect', 'https://app.example.org/', '--confidential', '--json')).out,
  );
  expect(closed).toMatchObject({ kind: 'confidential', client_secret: expect.stringMatching(/^[\w-]{43}$/) });
  const jwks = keyFile('public.json', [pair().publicKey.export({ format: 'jwk' })]);
  const service = await client('add', '--name', 'Export', '--scope', 'system/*.rs', '--jwks', jwks, '--json');
  expect(JSON.parse(service.out)).toMatchObject({ kind: 'service' });
  const simple = await client('add', '--name', 'First steps', '--scope', 'system/*.cruds', '--role', 'feed');
  expect(simple.out).toMatch(
    /TOKEN=\$\(curl -s -u [\w-]+:[\w-]{43} .*scope=system\/\*\.cruds' http:\/\/localhost:\d+\/auth\/token/,
  );
  expect((await client('revoke', open.client_id)).out).toContain('is out');
  const lines = (await client('list', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ client_id: open.client_id, revoked: expect.any(String) });
  expect(JSON.stringify(lines)).not.toContain(closed.client_secret);
});

test('what would be a hole is refused, with what to do', async () => {
  const refused = async (...words: string[]) => (await client(...words)).error;
  expect(await refused(...app, '--redirect', 'http://app.example.org/')).toContain('begins with https://');
  expect(await refused(...app, '--redirect', 'https://app.example.org/*')).toContain('without * and #');
  expect(await refused(...app, '--redirect', 'javascript:alert(1)')).toContain('no redirect address');
  expect(
    await refused('add', '--name', 'X', '--scope', 'patient/Everything.rs', '--redirect', 'https://a.example/'),
  ).toContain('no scope of SMART');
  expect(await refused('add', '--name', 'X', '--scope', 'system/*.rs', '--redirect', 'https://a.example/')).toContain(
    'System scopes are for services',
  );
  const own = keyFile('private.json', [pair().privateKey.export({ format: 'jwk' })]);
  expect(await refused('add', '--name', 'X', '--scope', 'system/*.rs', '--jwks', own)).toContain('holds a private key');
  expect(await refused('revoke', 'none')).toContain('there is no client none');
  expect((await client('add')).code).toBe(2);
});
