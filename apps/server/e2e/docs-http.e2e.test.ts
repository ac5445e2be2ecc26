import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { charthouse, dataFolder, type Running, start } from './charthouse.testing.ts';
import { readHttpFile } from './http-file.testing.ts';

const folder = resolve(import.meta.dirname, '../../../docs/http');
const files = readdirSync(folder).filter((name) => name.endsWith('.http'));
const home = dataFolder();
const env = { CHARTHOUSE_DATA: home.path, CHARTHOUSE_AUTH: 'on' };
let server: Running;
let variables: Record<string, string>;

beforeAll(async () => {
  server = await start({ env });
  const words = ['client', 'add', '--name', 'Docs', '--scope', 'system/*.cruds', '--role', 'feed', '--json'];
  const program = await charthouse(words, { env });
  const { client_id: id, client_secret: secret } = JSON.parse(program.stdout);
  const client = Buffer.from(`${id}:${secret}`).toString('base64');
  const auth = `${server.address}/auth`;
  const given = await fetch(`${auth}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${client}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.cruds' }),
  });
  const { access_token: token } = (await given.json()) as { access_token: string };
  variables = { base: `${server.address}/fhir/R4`, auth, client, token };
});

afterAll(async () => {
  await server.end('SIGTERM');
  await home.remove();
});

const read = (name: string, values = {}) => readHttpFile(readFileSync(join(folder, name), 'utf8'), values);

describe.each(files)('docs/http/%s answers as it says', (name) => {
  test.each(read(name))('line $line: $title', async ({ line }) => {
    const request = read(name, variables).find((each) => each.line === line);
    if (!request) throw new Error(`line ${line} is gone`);
    const { method, url, headers, body } = request;
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    const text = await answer.text();
    expect([answer.status, text.slice(0, 2000)]).toEqual([request.expect, expect.anything()]);
    for (const part of request.contains) expect(text).toContain(part);
  });
});
