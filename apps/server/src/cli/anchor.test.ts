import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalChain, startLocalChain } from '@charthouse/testkit/local-chain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-anchor-'));
const keyFile = join(folder, 'anchor.key');
let chain: LocalChain;
beforeAll(async () => {
  chain = await startLocalChain();
  writeFileSync(keyFile, `0x${'4'.repeat(64)}\n`);
});
afterAll(async () => {
  await chain.close();
  rmSync(folder, { recursive: true });
});
const settings = () => ({ CHARTHOUSE_ANCHOR_URL: chain.url, CHARTHOUSE_ANCHOR_KEY_FILE: keyFile });

test('deploy puts the contract into the chain and says its address', { timeout: 60_000 }, async () => {
  const { code, out } = await ran('anchor deploy --json', settings());
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ contract: expect.stringMatching(/^0x[0-9a-f]{40}$/) });
});

test('what is missing or wrong is said, and never the key', { timeout: 60_000 }, async () => {
  expect(await ran('anchor deploy')).toMatchObject({ code: 2, error: expect.stringContaining('anchoring is off') });
  expect(await ran('anchor state', settings())).toMatchObject({
    code: 2,
    error: expect.stringContaining('CHARTHOUSE_ANCHOR_CONTRACT'),
  });
  expect(await ran('anchor sink', settings())).toMatchObject({ code: 2, error: expect.stringContaining('`sink`') });
  expect(await ran('anchor state', { CHARTHOUSE_ANCHOR_CONTRACT: '0x12' })).toMatchObject({
    code: 2,
    error: expect.stringContaining('go with CHARTHOUSE_ANCHOR_URL'),
  });
  writeFileSync(keyFile, 'not a key');
  const { code, error } = await ran('anchor deploy', settings());
  expect(code).toBe(1);
  expect(error).toContain('must be 0x and 64 hex digits');
  expect(error).not.toContain('not a key');
});
