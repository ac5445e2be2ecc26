import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder, type Running, start } from './charthouse.testing.ts';
import { readHttpFile } from './http-file.testing.ts';

const folder = resolve(import.meta.dirname, '../../../docs/http');
const files = readdirSync(folder).filter((name) => name.endsWith('.http'));
const home = dataFolder();
let server: Running;

beforeAll(async () => {
  server = await start({ env: { CHARTHOUSE_DATA: home.path } });
});

afterAll(async () => {
  await server.end('SIGTERM');
  await home.remove();
});

const read = (name: string, variables = {}) => readHttpFile(readFileSync(join(folder, name), 'utf8'), variables);

describe.each(files)('docs/http/%s answers as it says', (name) => {
  test.each(read(name))('line $line: $title', async ({ line }) => {
    const request = read(name, { base: `${server.address}/fhir/R4` }).find((each) => each.line === line);
    if (!request) throw new Error(`line ${line} is gone`);
    const { method, url, headers, body } = request;
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    const text = await answer.text();
    expect([answer.status, text.slice(0, 2000)]).toEqual([request.expect, expect.anything()]);
    for (const part of request.contains) expect(text).toContain(part);
  });
});
