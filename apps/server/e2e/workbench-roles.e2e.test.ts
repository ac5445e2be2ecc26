/** Everybody's first five minutes: their home, the tour, the palette; and bad days at any screen. */
import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atDesk, type Desk, type Hospital, isClean, openHospital, roles } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

async function sat(role: (typeof roles)[number]): Promise<Desk> {
  const desk = await atDesk(browser, hospital, role);
  await desk.page.getByRole('heading', { name: `Good day, ${role}` }).waitFor();
  return desk;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe.each(roles)('the first five minutes of a %s', (role) => {
  test('end at home, after a tour that is shown once and a look into the palette', async () => {
    const { page, complaints: own } = await sat(role);
    await page.getByText('New here?').waitFor();
    await isClean(page, `home-${role}`);
    await press(page, 'Show me around');
    for (let step = 1; step < 6; step++) await press(page, 'Next');
    await page.getByText('Tour, step 6 of 6').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('my ta');
    await page.getByRole('option', { name: /My tasks/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My tasks' }).waitFor();
    await page.goto(hospital.url);
    await page.getByRole('heading', { name: `Good day, ${role}` }).waitFor();
    expect(await page.getByText('New here?').count()).toBe(0);
    complaints.push(...own);
    await page.context().close();
  });
});

test('an administrator sees what the installation still needs, and what to do', async () => {
  const { page } = await sat('administrator');
  await page.getByRole('link', { name: 'Go there' }).click();
  await page.getByRole('heading', { name: 'Set up this installation' }).waitFor();
  await page.getByText('Backup made and read back').waitFor();
  await page.getByText(/npx charthouse backup/).waitFor();
  await isClean(page, 'set-up');
  await page.context().close();
});

let technician: Desk;
test('text grows to 150 %, letters stop being keys, and Spanish is whole', async () => {
  technician = await sat('technician');
  const { page } = technician;
  await press(page, 'Text size and keys');
  await page.getByLabel('Text size', { exact: true }).selectOption('150');
  await page.getByLabel('Keys of a single letter').uncheck();
  await isClean(page, 'settings');
  await page.keyboard.press('Escape');
  await page.goto(`${hospital.url}/patients/okafor?tab=results`);
  await page.getByRole('row', { name: 'Potassium' }).first().waitFor();
  await page.getByRole('grid', { name: 'Results' }).focus();
  await page.keyboard.press('j');
  const at = () => page.locator('[data-at=true]').getAttribute('aria-rowindex');
  expect(await at()).toBe('2');
  await page.keyboard.press('ArrowDown');
  expect(await at()).toBe('3');
  await isClean(page, 'text-150');
  await press(page, 'Español');
  await page.getByText('nacido').or(page.getByText('nac.')).or(page.getByText('Alergias')).first().waitFor();
  await isClean(page, 'spanish');
  await press(page, 'English');
  await page.evaluate('localStorage.clear()');
});

test('a server that goes away under an open screen is told of, and comes back by itself; two patients in two windows are told', async () => {
  const { page } = technician;
  await page.goto(`${hospital.url}/patients/okafor`);
  await page.getByText('Inpatient stay').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await page.getByText('The server does not answer.').waitFor();
  await isClean(page, 'server-away');
  await page.context().setOffline(false);
  await page.getByText('The server does not answer.').waitFor({ state: 'detached' });
  await page.getByText('Nothing of this kind is recorded.').waitFor();
  const other = await page.context().newPage();
  await other.goto(`${hospital.url}/patients/sixty`);
  for (const one of [page, other])
    await one.getByText('Another window of this browser shows another patient.').waitFor();
});

test('an idle session is announced before it ends, and goes on when asked', async () => {
  const { page } = technician;
  await page.route('**/workbench/me', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), idleMinutes: 0.2 } });
  });
  await page.reload();
  await page.getByText('You will be signed out').waitFor();
  await isClean(page, 'idle');
  await press(page, 'Stay signed in');
  await page.getByText('You will be signed out').waitFor({ state: 'detached' });
});

test('patients without a name, with sixty, from right to left or not born yet have a whole chart', async () => {
  const { page } = technician;
  for (const id of ['nameless', 'sixty', 'arabic', 'future']) {
    await page.goto(`${hospital.url}/patients/${id}`);
    await page.getByText('Nothing of this kind is recorded.').waitFor();
    await isClean(page, `patient-${id}`);
  }
});

test('no browser had anything to complain about', () => {
  expect(complaints).toEqual([]);
});
