/** The desk of record completion on screens: the technician’s morning and the analysis of charts by keys; the clinician’s inbox. */
import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAll } from './charthouse.testing.ts';
import { completionRecord } from './completion-record.testing.ts';
import { atDesk, type Desk, type Hospital, isClean, openHospital } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
let technician: Desk;
let page: Page;

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
  await importAll(hospital.databaseUrl, completionRecord());
  technician = await atDesk(browser, hospital, 'technician');
  page = technician.page;
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

const analysis = () => page.getByRole('region', { name: 'Chart analysis' });
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

test('the morning begins with what was discharged, received and missing; what is done about a missing chart can be taken back', async () => {
  await page.goto(hospital.url);
  await page.getByRole('link', { name: '4 discharged yesterday, 2 received, 2 missing' }).click();
  await page.getByRole('row', { name: /NOWAK, Jan/ }).waitFor();
  await isClean(page, 'completion morning');
  await page.getByRole('button', { name: 'Look for it: NOWAK, Jan' }).click();
  await page.getByText('technician looks for it since').waitFor();
  await page.getByRole('button', { name: /^Received: WOLFE/ }).click();
  await page.getByText('3 received, 1 missing').waitFor();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('2 received, 2 missing').waitFor();
  await page.getByRole('button', { name: /^Not expected: WOLFE/ }).click();
  await page.keyboard.type('Born elsewhere, chart there');
  await press('Tab', 'Enter');
  await page.getByText('2 received, 1 missing').waitFor();
  await page.getByText('1 not expected').waitFor();
});

test('the oldest chart is analysed by keys: why, assigned, rejected with a reason, added by hand, then the next one', async () => {
  await page.getByRole('link', { name: 'Analyse the oldest chart' }).click();
  await page
    .getByRole('row', { name: /ALTMANN, Ruth/ })
    .first()
    .waitFor();
  await page.getByRole('grid').focus();
  await press('Home', 'Enter');
  await analysis().getByText('Delinquent record').waitFor();
  await page.locator('[data-row]').first().focus();
  await press('Enter');
  await page.getByRole('link', { name: /42 CFR 482.24/ }).waitFor();
  await isClean(page, 'completion chart analysis');
  await press('a');
  await page.keyboard.type('Sandoval');
  await page.getByRole('button', { name: 'SANDOVAL, Mira' }).click();
  await analysis().getByText('SANDOVAL, Mira').first().waitFor();
  await page.locator('[data-row]').nth(1).focus();
  await press('r');
  await page.keyboard.type('It is in the paper chart');
  await press('Tab', 'Enter');
  await analysis().getByText('1 open deficiency').waitFor();
  await analysis().focus();
  await press('n');
  await page.getByLabel('What is missing or wrong').selectOption('operative-report');
  await isClean(page, 'completion add a deficiency');
  await page.getByRole('button', { name: 'Add the deficiency' }).click();
  await analysis().getByText('Operative report missing').waitFor();
  await analysis().focus();
  await press('e');
  await page.getByText('54 days since discharge').waitFor();
  expect(await page.evaluate('document.activeElement.className')).toBe('analysis');
  expect(technician.complaints).toEqual([]);
});

test('a clinician reads and signs on a phone in two taps; what is signed is gone, and says so', async () => {
  const clinician = await atDesk(browser, hospital, 'clinician');
  const phone = clinician.page;
  await phone.getByRole('link', { name: /^2 to sign, \d+ to write, about \d+ minutes$/ }).click();
  await phone
    .getByRole('button', { name: /Document not signed/ })
    .first()
    .waitFor();
  await phone.setViewportSize({ width: 390, height: 844 });
  await isClean(phone, 'completion inbox');
  await phone
    .getByRole('button', { name: /Document not signed/ })
    .first()
    .click();
  await phone.getByRole('button', { name: 'Sign', exact: true }).waitFor();
  await isClean(phone, 'completion document to sign');
  await phone.getByRole('button', { name: 'Sign', exact: true }).click();
  await phone.getByText('1 signed.').waitFor();
  expect(await phone.getByRole('button', { name: /Document not signed/ }).count()).toBe(1);
  expect(clinician.complaints).toEqual([]);
});
