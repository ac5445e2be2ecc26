import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './read.ts';
import { changedSettings, settingRows } from './rows.ts';

const problemsOf = (environment: Record<string, string>) => {
  try {
    readSettings(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

test('without any environment the defaults hold', () => {
  expect(readSettings({}).settings).toMatchObject({
    port: 8420,
    host: '127.0.0.1',
    dataDir: './.charthouse',
    auth: 'on',
    workers: 1,
    databaseUrl: undefined,
    bodyLimit: 50 * 1024 * 1024,
    referentialIntegrity: true,
    corsOrigins: [],
  });
});

test('values are read by their kind', () => {
  const { settings } = readSettings({
    CHARTHOUSE_BODY_LIMIT: '2 mb',
    CHARTHOUSE_BUNDLE_LIMIT: '20_000',
    CHARTHOUSE_REFERENTIAL_INTEGRITY: 'off',
    CHARTHOUSE_VALIDATION: 'profiles',
    CHARTHOUSE_CORS: 'https://a.example, https://b.example',
    CHARTHOUSE_URL: 'https://record.example.org/base/',
    CHARTHOUSE_AUTH: 'off',
  });
  expect(settings).toMatchObject({
    bodyLimit: 2 * 1024 * 1024,
    bundleEntryLimit: 20_000,
    referentialIntegrity: false,
    validation: 'profiles',
    corsOrigins: ['https://a.example', 'https://b.example'],
    publicUrl: 'https://record.example.org/base',
  });
});

test('every bad value and unknown name is named at once, with what would be right', () => {
  const message = problemsOf({
    CHARTHOUSE_PORT: '99999',
    CHARTHOUSE_WORKER: '2',
    CHARTHOUSE_BODY_LIMIT: 'lots',
    CHARTHOUSE_VALIDATION: 'on',
    DATABASE_URL: 'mysql://x',
  });
  expect(message).toContain('CHARTHOUSE_PORT must be a whole number from 0 to 65535');
  expect(message).toContain('CHARTHOUSE_WORKER is not a setting of Charthouse. Did you mean CHARTHOUSE_WORKERS?');
  expect(message).toContain(
    'CHARTHOUSE_BODY_LIMIT must be a size such as 50MB, at least 64kB; a number alone means bytes.',
  );
  expect(message).toContain('CHARTHOUSE_VALIDATION must be one of `off`, `base`, `profiles`.');
  expect(message).toContain('DATABASE_URL must be an address such as postgresql://');
});

test('a limit in which no request fits is refused', () => {
  expect(problemsOf({ CHARTHOUSE_BODY_LIMIT: '50' })).toContain('CHARTHOUSE_BODY_LIMIT must be');
  expect(problemsOf({ CHARTHOUSE_URL_LIMIT: '1023' })).toContain('at least 1kB');
  expect(readSettings({ CHARTHOUSE_BODY_LIMIT: '65536' }).settings.bodyLimit).toBe(65_536);
});

test('origins are those that browsers send, or all', () => {
  const origins = (text: string) => readSettings({ CHARTHOUSE_CORS: text }).settings.corsOrigins;
  expect(origins('*')).toEqual(['*']);
  expect(origins('http://localhost:3000, https://App.example/')).toEqual([
    'http://localhost:3000',
    'https://app.example',
  ]);
  for (const text of [
    'foo',
    'app.example',
    'localhost:3000',
    'https://a.example/app',
    'https://u@a.example',
    'file:///a',
    '*, b',
  ])
    expect(problemsOf({ CHARTHOUSE_CORS: text })).toContain('CHARTHOUSE_CORS must be `*` or origins such as https://');
});

test('secrets may stand in files, and are told to nobody', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'charthouse-')), 'secret');
  writeFileSync(file, 'a-secret-of-at-least-32-characters\n');
  const { settings } = readSettings({ CHARTHOUSE_METRICS_TOKEN_FILE: file });
  expect(settings.metricsToken).toBe('a-secret-of-at-least-32-characters');
  expect(changedSettings(settings)).toBe('CHARTHOUSE_METRICS_TOKEN');
  expect(problemsOf({ CHARTHOUSE_METRICS_TOKEN_FILE: `${file}s` })).toContain('cannot be read (ENOENT)');
  expect(problemsOf({ DATABASE_URL: 'postgresql://x', DATABASE_URL_FILE: file })).toContain('both set');
  expect(problemsOf({ CHARTHOUSE_SECRET_KEY: 'guessable' })).toBe(
    'CHARTHOUSE_SECRET_KEY must be at least 32 characters without blanks, such as `openssl rand -base64 32` prints.',
  );
});

test('proxies are addresses or networks', () => {
  const proxies = (text: string) => readSettings({ CHARTHOUSE_TRUSTED_PROXIES: text }).settings.trustedProxies;
  expect(proxies('10.0.0.5, 10.1.0.0/16 fd00::/8')).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);
  for (const text of ['proxy.example', '10.0.0.0/33', '0.0.0.0/0', '10.0.0.0/8/8', 'true', '*'])
    expect(problemsOf({ CHARTHOUSE_TRUSTED_PROXIES: text })).toContain('CHARTHOUSE_TRUSTED_PROXIES must be addresses');
});

test('without sign-in or in clear only this machine is served, and sign-in needs a host of its own', () => {
  expect(problemsOf({ CHARTHOUSE_AUTH: 'on' })).toBe('');
  expect(problemsOf({ CHARTHOUSE_AUTH: 'on', CHARTHOUSE_URL: 'https://example.org/record' })).toContain(
    'must have no path',
  );
  expect(problemsOf({ CHARTHOUSE_SSO_ISSUER: 'https://id.example.org' })).toContain('go together');
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'record.example.org', '127.0.0.1.example.org'])
    for (const auth of ['on', 'off'])
      expect(problemsOf({ CHARTHOUSE_HOST: host, CHARTHOUSE_AUTH: auth })).toContain(
        `CHARTHOUSE_HOST=${host} is refused`,
      );
  const everywhere = { CHARTHOUSE_HOST: '0.0.0.0', CHARTHOUSE_TLS_CERT: 'crt', CHARTHOUSE_TLS_KEY: 'key' };
  expect(problemsOf(everywhere)).toContain('needs CHARTHOUSE_URL');
  expect(problemsOf({ ...everywhere, CHARTHOUSE_URL: 'https://record.example.org' })).toBe('');
  expect(problemsOf({ CHARTHOUSE_TLS_CERT: 'crt' })).toContain('go together');
  for (const host of ['127.0.0.1', '127.8.8.8', '::1', 'localhost'])
    expect(problemsOf({ CHARTHOUSE_HOST: host })).toBe('');
});

test('a setting of a part that is not built yet is said to have no effect', () => {
  expect(readSettings({ CHARTHOUSE_MLLP_PORT: '2575' }).notes).toEqual([
    'CHARTHOUSE_MLLP_PORT has no effect yet: the HL7 v2 listener is not built.',
  ]);
});

test('the table for the README names every setting once, with help', () => {
  const rows = settingRows();
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  for (const row of rows) expect(row.help).not.toBe('');
  expect(rows).toContainEqual(expect.objectContaining({ name: 'CHARTHOUSE_PORT', default: '8420' }));
});
