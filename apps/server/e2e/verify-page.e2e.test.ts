/** The page that checks proofs, in a real browser whose network is cut off once the page is there. */
import { readFileSync } from 'node:fs';
import { openBrowser } from '@charthouse/testkit/chromium';
import axe from 'axe-core';
import Fastify from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { keyTexts, proofOf } from '../src/proof/proof.testing.ts';
import { registerStatusPage, registerVerifyPage } from '../src/verify-page/register.ts';

const app = Fastify();
registerVerifyPage(app);
const begun = { origin: 'hospital.example/log', size: 9, halted: null, filling: false, checkpoints: 1, last: 0 };
const row = { ...begun, witnesses: [{ name: 'university.example', size: 9, at: 0 }], verified: null };
registerStatusPage(app, {
  store: {
    search: async <Row>({ text }: { readonly text: string }) => (text.includes('from ledger l') ? [row as Row] : []),
  },
});
let address = '';
let browser: Browser;
let context: BrowserContext;
let page: Page;
let proof = '';
const complaints: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  [browser, address, proof] = await Promise.all([openBrowser(), app.listen({ port: 0, host: '127.0.0.1' }), proofOf()]);
});
afterAll(() => Promise.all([browser?.close(), app.close()]));
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${address}/log/verify`);
  await context.setOffline(true);
  page.on('request', (request) => requests.push(request.url()));
});
afterEach(async () => {
  await context.close();
  expect(complaints.splice(0)).toEqual([]);
  expect(requests.splice(0).filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

const textOf = async (selector: string) => (await page.locator(selector).textContent()) ?? '';
const file = (text: string | Buffer) => ({ name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });

async function verdict(text: string | Buffer, keys: string): Promise<string> {
  await page.locator('#keys').fill(keys);
  await page.locator('#file').setInputFiles(file(text));
  return textOf('#result .verdict');
}

const proven = '✓ Proven: version 3 of Patient/p1 is in the log hospital.example/log, unaltered since it was recorded.';

test('says what a proof proves, and shows what was recorded', async () => {
  expect(await verdict(proof, `${keyTexts.log}\n${keyTexts.witness}`)).toBe(proven);
  const said = await textOf('#result');
  expect(said).toContain('leaf 3 of 9');
  expect(said).toContain('2026-11-22 14:32:07 UTC');
  expect(said).toContain('university.example, 2026-11-22 14:32:08 UTC');
  expect(await textOf('pre')).toBe('{"resourceType":"Patient","id":"p1"}');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByText('Save it').click()]);
  expect(readFileSync(await saved.path(), 'utf8')).toBe('{"resourceType":"Patient","id":"p1"}');
});

test('names what is wrong: one letter, another key, no key, no proof, no text', async () => {
  const opened = Buffer.from(proof.split('\n')[1]!.slice(6), 'base64');
  opened[opened.indexOf('p1"}')] = 'q'.charCodeAt(0);
  const altered = proof
    .split('\n')
    .with(1, `extra ${opened.toString('base64')}`)
    .join('\n');
  const cases: [string | Buffer, string, string][] = [
    [altered, keyTexts.log, 'The content is not what was recorded'],
    [proof.replace('\nindex 3\n', '\nindex 4\n'), keyTexts.log, 'does not hold it at position 4 of 9'],
    [proof, keyTexts.stranger, 'No key that you trust for hospital.example/log signed the checkpoint: it names'],
    [proof, keyTexts.witness, 'the key of the log is missing'],
    [proof, 'hospital.example', 'The key cannot be used'],
    [proof.slice(0, 300), keyTexts.log, 'The proof has no empty line before its checkpoint'],
    ['{"resourceType":"Patient"}', keyTexts.log, 'This is no proof of a ledger'],
    ['x'.repeat(3_000_000), keyTexts.log, 'This is no proof of a ledger'],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), keyTexts.log, 'The file is no text'],
  ];
  for (const [text, key, words] of cases) {
    const said = await verdict(text, key);
    expect(said).toMatch(/^✕ Not proven\. /);
    expect(said).toContain(words);
  }
});

test('takes a record of millions of bytes', async () => {
  const large = `{"resourceType":"Binary","id":"p1","data":"${'A'.repeat(3_000_000)}"}`;
  expect(await verdict(await proofOf(large), keyTexts.log)).toBe(proven);
  expect((await textOf('pre')).length).toBeLessThan(21_000);
});

test('takes a file that is dropped, and works with the keyboard alone', async () => {
  const dropped = await page.evaluateHandle(
    `const transfer = new DataTransfer(); transfer.items.add(new File([${JSON.stringify(proof)}], 'dropped.txt')); transfer`,
  );
  await page.dispatchEvent('h1', 'drop', { dataTransfer: dropped });
  expect(await textOf('#named')).toMatch(/^dropped\.txt, [\d,]+ bytes$/);
  await page.keyboard.type(keyTexts.log); // the field of the key has the focus
  await page.keyboard.press('Tab');
  expect(await textOf('#result .verdict')).toBe(proven);
});

test('asks for what is missing', async () => {
  await page.getByRole('button', { name: 'Check the proof' }).click();
  expect(await textOf('#result')).toBe('Choose the file with the proof first.');
});

test.each(['light', 'dark'] as const)('is readable for everyone: %s, on a phone too', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await verdict(proof, keyTexts.log);
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(viewport);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
    const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      `${axe.source}; axe.run(document, { resultTypes: ['violations'] })`,
    );
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await verdict('x', keyTexts.log);
  const found = await page.evaluate<{ violations: { id: string }[] }>('axe.run(document)');
  expect(found.violations.map(({ id }) => id)).toEqual([]);
});

test('the page of the ledger is readable for everyone', async () => {
  await context.setOffline(false);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${address}/log`);
    expect(await textOf('.verdict')).toContain('Not verified yet');
    const found = await page.evaluate<{ violations: { id: string }[] }>(`${axe.source}; axe.run(document)`);
    expect(found.violations.map(({ id }) => id)).toEqual([]);
  }
  requests.splice(0);
});
