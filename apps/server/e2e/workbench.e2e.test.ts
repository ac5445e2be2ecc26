/** The workbench as its people use it: signing in, finding, reading a chart, working a list; every screen by the rules of accessibility. */

import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atDesk, type Desk, type Hospital, isClean, openHospital } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
let technician: Desk;
let clinician: Desk;
let officer: Desk;

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

const tab = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const row = (page: Page, name: string) => page.getByRole('row', { name });

test('a technician signs in, finds a patient by name with keys alone, and reads a trend and documents', async () => {
  technician = await atDesk(browser, hospital, 'technician');
  const { page } = technician;
  await page.getByRole('heading', { name: 'Good day, technician' }).waitFor();
  await isClean(page, 'home');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('okafor');
  await page.getByRole('option', { name: /OKAFOR, Ada/ }).waitFor();
  await isClean(page, 'palette');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.goto(`${hospital.url}/patients?q=o`);
  await page.getByRole('link', { name: /OKAFOR, Ada/ }).waitFor();
  await isClean(page, 'patients');
  await page.getByRole('searchbox').fill('okafor');
  await page.getByText('1 patient', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('MRN 00418223').waitFor();
  await page.getByText('Penicillin').waitFor();
  await isClean(page, 'timeline');
  await tab(page, 'Results');
  await row(page, 'Potassium').first().waitFor();
  await page.getByRole('grid', { name: 'Results' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'Potassium, mmol/L' }).waitFor();
  await isClean(page, 'trend');
  await page.getByRole('button', { name: 'As a table' }).click();
  await isClean(page, 'trend as a table');
  await tab(page, 'Documents');
  await row(page, 'Discharge summary').click();
  await page.getByText('Went home well.').waitFor();
  await isClean(page, 'document');
  await row(page, 'Scanned consent').click();
  await page.locator('iframe[title="Scanned consent"]').waitFor();
  await isClean(page, 'scan');
});

test('where somebody was is where they are after a reload', async () => {
  const { page } = technician;
  await page.goto(`${hospital.url}/patients/okafor?tab=results&at=k3`);
  await page.getByRole('img', { name: 'Potassium, mmol/L' }).waitFor();
  await page.reload();
  await page.getByRole('img', { name: 'Potassium, mmol/L' }).waitFor();
  expect(page.url()).toBe(`${hospital.url}/patients/okafor?tab=results&at=k3`);
});

const list = 'Broken glass to review';
const inMenu = (page: Page) => page.getByRole('navigation', { name: 'Desks' }).getByRole('link', { name: list });

test('a clinician breaks the glass; the privacy officer takes the review and says what came of it', async () => {
  clinician = await atDesk(browser, hospital, 'clinician');
  const parameter = [{ name: 'reason', valueString: 'Unconscious, allergies unknown' }];
  const broken = { resourceType: 'Parameters', parameter };
  const answer = await clinician.call('POST /Patient/okafor/$break-the-glass', broken);
  expect(answer.status).toBe(200);
  officer = await atDesk(browser, hospital, 'privacy-officer');
  const { page } = officer;
  await inMenu(page).click();
  await row(page, 'OKAFOR, Ada').click();
  await page.getByText('Unconscious, allergies unknown', { exact: true }).waitFor();
  await isClean(page, 'worklist');
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByLabel('What came of it').fill('Spoke with Bo: the emergency was real.');
  await isClean(page, 'what came of it');
});

test('who changes what was just changed elsewhere is told, and keeps what was typed', async () => {
  const { page } = officer;
  const id = new URL(page.url()).searchParams.get('at');
  const task = (await (await officer.call(`GET /Task/${id}`)).json()) as object;
  const changed = await officer.call(`PUT /Task/${id}`, { ...task, priority: 'urgent' });
  expect(changed.status, await changed.text()).toBe(200);
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('Somebody else changed this task a moment ago.').waitFor();
  await isClean(page, 'somebody was quicker');
  expect(await page.getByLabel('What came of it').inputValue()).toBe('Spoke with Bo: the emergency was real.');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('This task has ended.').waitFor();
  await page.getByText('No broken glass waits for review.').waitFor();
  await isClean(page, 'nothing waits');
  expect(await (await officer.call(`GET /Task/${id}`)).json()).toMatchObject({
    ...{ status: 'completed', priority: 'urgent', owner: { display: 'privacy-officer' } },
    output: [{ valueString: 'Spoke with Bo: the emergency was real.' }],
  });
});

test('the privacy officer sees in the chart who looked, who broke the glass too', async () => {
  const { page } = officer;
  await page.goto(`${hospital.url}/patients/okafor?tab=looked`);
  await row(page, 'technician').first().waitFor();
  await row(page, 'clinician').first().waitFor();
  await isClean(page, 'who looked');
});

test('on a phone everything of the rail is behind one control; who signs out is out', async () => {
  const { page } = officer;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'More' }).click();
  await isClean(page, 'more');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Email address').waitFor();
});

test('no browser had anything to complain about', () => {
  expect([technician, clinician, officer].flatMap(({ complaints }) => complaints)).toEqual([]);
});

test('the first screen is below 250 kB of scripts and styles', async () => {
  const text = await (await fetch(hospital.url)).text();
  const parts = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => `${hospital.url}${path}`);
  const headers = { 'accept-encoding': 'br' };
  const sizes = await Promise.all(
    parts.map(async (part) => Number((await fetch(part, { method: 'HEAD', headers })).headers.get('content-length'))),
  );
  const sum = sizes.reduce((all, size) => all + size, 0);
  expect(sum).toBeGreaterThan(50_000);
  expect(sum).toBeLessThan(250_000);
});
