/** The ledger in the workbench: verified to when and what that means, a verification at a click that names a tampered row, a proof for a release. */
import { readFileSync } from 'node:fs';
import { openBrowser } from '@charthouse/testkit/chromium';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charthouse, dataFolder } from './charthouse.testing.ts';
import { atDesk, type Desk, type Hospital, isClean, openHospital } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
let administrator: Desk;
let officer: Desk;

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
  administrator = await atDesk(browser, hospital, 'administrator');
  officer = await atDesk(browser, hospital, 'privacy-officer');
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

test('an administrator has the ledger verified at a click, and everybody sees until when it was', async () => {
  const { page } = administrator;
  await page.getByRole('link', { name: /Not verified yet|Verified to/ }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page
    .getByText(/^✓ Verified to/)
    .first()
    .waitFor({ timeout: 40_000 });
  await page.getByRole('row', { name: /✓ agreed/ }).waitFor();
  await page.getByText('Whoever owns database and key').waitFor();
  await isClean(page, 'ledger of an administrator');
  await officer.page.reload();
  await officer.page.getByRole('link', { name: /Verified to \d\d:\d\d:\d\d/ }).click();
  await officer.page.getByText('It does not say that what was recorded is true').waitFor();
  expect(await officer.page.getByRole('button', { name: 'Verify now' }).count()).toBe(0);
  await isClean(officer.page, 'ledger');
});

test('the records of a patient are released with a sheet to print and a file of proofs that anyone can check', async () => {
  const { page } = officer;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${hospital.url}/patients/okafor`);
  await page.getByRole('link', { name: 'Proof for a release' }).click();
  await page.getByLabel('Observation (12)').waitFor();
  await isClean(page, 'what is released');
  await page.getByRole('button', { name: 'Make the proofs' }).click();
  await page.getByRole('row', { name: /DocumentReference\/d1 1 / }).waitFor({ timeout: 40_000 });
  await isClean(page, 'sheet of a release');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the proofs' }).click(),
  ]);
  const file = await download.path();
  const fingerprints = await page.locator('td.code').allTextContents();
  const folder = dataFolder();
  const key = (await (await fetch(`${hospital.url}/log/keys`)).text()).trim();
  const { code, stdout } = await charthouse(['verify', '--bundle', file, '--key', key, '--json'], {
    env: { CHARTHOUSE_DATA: folder.path },
  });
  await folder.remove();
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { holds: boolean; content: string });
  expect([code, told.every(({ holds }) => holds)]).toEqual([0, true]);
  expect(told.map(({ content }) => content)).toEqual(fingerprints.map((one) => `SHA-256 ${one}`));
  const { page: empty } = { page: await (await browser.newContext()).newPage() };
  await empty.goto(`${hospital.url}/log/verify`);
  await empty.context().setOffline(true);
  await empty.getByLabel(/public key/i).fill(key);
  await empty
    .locator('input[type=file]')
    .setInputFiles({ name: 'p.txt', mimeType: 'text/plain', buffer: readFileSync(file) });
  await empty.getByText(`✓ All ${fingerprints.length} proofs hold`).waitFor();
});

test('a row that was altered past the server is named, and alarms whoever works here', async () => {
  const db = new pg.Client(hospital.databaseUrl);
  await db.connect();
  await db.query(`update res set body = replace(body, 'Okafor', 'Okofar') where id = 'okafor'`);
  await db.end();
  const { page } = administrator;
  await page.goto(`${hospital.url}/ledger`);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText(/stored now as it was never recorded.*Patient\/okafor version 1/).waitFor({ timeout: 40_000 });
  await isClean(page, 'ledger that does not agree');
  await officer.page.goto(hospital.url);
  await officer.page.setViewportSize({ width: 1280, height: 800 });
  await officer.page.getByRole('link', { name: /Record and ledger do NOT agree/ }).click();
  await officer.page.getByRole('alert').getByText('Tell an administrator.').waitFor();
  expect(await officer.page.getByText('Patient/okafor').count()).toBe(0);
});

test('no browser had anything to complain about', () => {
  expect([administrator, officer].flatMap(({ complaints }) => complaints)).toEqual([]);
});
