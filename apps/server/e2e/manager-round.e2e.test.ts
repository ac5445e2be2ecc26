/** The manager's round in a browser: delinquency with its formula, a notice, a suspension proposed, approved by the chief, in effect, lifted by signing. */
import { readFileSync } from 'node:fs';
import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAll } from './charthouse.testing.ts';
import { atDesk, type Desk, type Hospital, isClean, openHospital } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
let manager: Desk;
let chief: Desk;

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const settings = {
  ageing: 'discharge',
  suspension: {
    afterLevel: 1,
    graceDays: 0,
    afterDays: 1,
    noticeDays: 0,
    exempt: 'Patients in house, and emergencies.',
    tell: [],
  },
};
const encounter = { reference: 'Encounter/late' };
const who = { reference: 'Practitioner/bo' };
const due = { restriction: { period: { end: ago(15) } } };

const record = [
  {
    ...{ resourceType: 'Library', id: 'completion-settings', status: 'active', type: { text: 'settings' } },
    content: [{ contentType: 'application/json', data: btoa(JSON.stringify(settings)) }],
  },
  {
    ...{ resourceType: 'Encounter', id: 'late', status: 'finished', class: { code: 'IMP' } },
    ...{ subject: { reference: 'Patient/okafor' }, period: { start: ago(50), end: ago(45) } },
    serviceType: { text: 'Cardiology' },
  },
  {
    ...{ resourceType: 'Task', id: 'late-summary', status: 'requested', intent: 'order', authoredOn: ago(45) },
    ...{ code: { coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/task', code: 'deficiency' }] }, ...due },
    ...{
      encounter,
      focus: encounter,
      for: { reference: 'Patient/okafor' },
      owner: who,
      executionPeriod: { start: ago(45) },
    },
    reasonCode: {
      coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/deficiency-type', code: 'discharge-summary' }],
    },
    description: 'Discharge summary missing',
  },
];

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
  await importAll(hospital.databaseUrl, record);
  manager = await atDesk(browser, hospital, 'records-manager');
  manager.page.setDefaultTimeout(40_000);
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

const go = (desk: Desk, screen: string) => desk.page.goto(`${hospital.url}/desks/completion/${screen}`);

test('the round tells the rate with its formula, by clinician and by service, and the rows behind each number', async () => {
  const { page } = manager;
  await page.getByRole('link', { name: 'Delinquency round' }).click();
  await page.getByRole('heading', { name: 'Delinquency round' }).waitFor();
  await page
    .getByText(/against|the average month of the last twelve/)
    .first()
    .waitFor();
  await page.getByLabel('Formula of the rate').selectOption('quarter');
  await page.getByText(/the discharges of the last three months/).waitFor();
  await page.getByLabel('Shown by').selectOption('service');
  await page.getByRole('cell', { name: 'Cardiology', exact: true }).first().waitFor();
  await page.getByRole('button', { name: /Delinquent records: Cardiology/ }).click();
  await page.getByRole('heading', { name: 'Delinquent records: Cardiology' }).waitFor();
  await isClean(page, 'delinquency round');
});

test('a notice that is due is sent and stands in the ledger', async () => {
  const { page } = manager;
  await go(manager, 'notices');
  await page.getByRole('button', { name: 'Send 1 notice' }).click();
  await page.getByText('1 notice was sent.').waitFor();
  await page.getByText('Not yet').waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Letter: / }).click(),
  ]);
  expect(
    readFileSync(await saved.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  await isClean(page, 'notices');
});

test('a suspension is proposed, approved by the chief of staff, takes effect, and is lifted when the record is complete', async () => {
  const { page } = manager;
  await go(manager, 'suspensions');
  await page.getByRole('button', { name: /^Propose: / }).click();
  await page.getByRole('button', { name: /^Withdraw: / }).waitFor();
  expect(await page.getByRole('button', { name: /^Approve: / }).count()).toBe(0);
  chief = await atDesk(browser, hospital, 'chief-of-staff');
  chief.page.setDefaultTimeout(40_000);
  await go(chief, 'decisions');
  await chief.page.getByRole('button', { name: /^Approve: / }).click();
  await chief.page.getByText('Approved').first().waitFor();
  await isClean(chief.page, 'suspensions of the chief');
  await page.reload();
  await page.getByRole('button', { name: /^Put into effect: / }).click();
  await page.getByRole('button', { name: /^Lift: / }).waitFor();
  await isClean(page, 'suspensions');
  const task = (await (await manager.call('GET /Task/late-summary')).json()) as object;
  const output = [{ type: { text: 'document' }, valueString: 'dictated' }];
  const done = await manager.call('PUT /Task/late-summary', { ...task, status: 'completed', output });
  expect(done.status, await done.text()).toBe(200);
  const isLifted = async () => {
    await page.reload();
    const told = page.getByText(/Nothing of its grounds is left/).waitFor({ timeout: 6_000 });
    return await told.then(() => true, () => false); // biome-ignore format: one line
  };
  await expect.poll(isLifted, { timeout: 40_000, interval: 500 }).toBe(true);
  expect([manager, chief].flatMap(({ complaints }) => complaints)).toEqual([]);
});

test('a report tells its formula, a number opens its rows, and both are saved as CSV and PDF', async () => {
  const { page } = manager;
  await go(manager, 'reports');
  await page.getByLabel('Report', { exact: true }).selectOption('ageing');
  await page.getByText(/Deficiencies that are open now/).waitFor();
  await page.getByLabel('Grouped by').selectOption('service');
  await page.getByRole('button', { name: /: 31-60 days, Cardiology$/ }).click();
  await page.getByRole('cell', { name: 'Encounter/late' }).first().waitFor();
  await isClean(page, 'reports');
  const saved = async (name: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return readFileSync(await file.path()).toString('latin1');
  };
  expect(await saved('Save as CSV')).toContain('Encounter/late');
  expect(await saved('Save as PDF')).toMatch(/^%PDF-/);
  expect(await saved('Survey packet of the period as PDF')).toMatch(/^%PDF-/);
});

test('the committee closes what nobody can complete with its minutes, sees the effect before, and takes it back', async () => {
  const { page, call } = manager;
  const code = { coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/task', code: 'deficiency' }] };
  const planted = {
    resourceType: 'Task',
    status: 'failed',
    intent: 'order',
    authoredOn: ago(45),
    code,
  };
  const about = { encounter, focus: encounter, for: { reference: 'Patient/okafor' }, ...due };
  const made = await call('POST /Task', { ...planted, ...about, description: 'Autopsy report missing' });
  const { id } = (await made.json()) as { id: string };
  await go(manager, 'committee');
  await page.getByLabel('Autopsy report missing Encounter/late').check();
  await page.getByText('1 deficiency of 1 chart will be not obtainable; 1 past due').waitFor();
  await page.getByLabel('Minutes').fill('2026-11-20, item 4');
  await page.getByLabel('Reason').fill('The patient has gone home.');
  await isClean(page, 'committee');
  await page.getByRole('button', { name: 'Close 1 deficiency as not obtainable' }).click();
  await page.getByText('1 deficiency was closed').waitFor();
  await page.getByText('2026-11-20, item 4').waitFor();
  const closed = (await (await call(`GET /Task/${id}`)).json()) as { restriction: object };
  expect(closed).toMatchObject({ status: 'failed', restriction: due.restriction });
  await page.getByRole('button', { name: /^Reopen: / }).click();
  await page.getByLabel('Reopen Autopsy report missing: why?').fill('It was found.');
  await page.getByRole('button', { name: 'Reopen', exact: true }).click();
  await page.getByText('The committee has closed nothing yet.').waitFor();
  const again = await (await call(`GET /Task/${id}`)).json();
  expect(again).toMatchObject({ status: 'requested' });
});

test('a rule is tried switched off, saved with a reason, and switched on again; a setting that makes no sense is told', async () => {
  const { page } = manager;
  await go(manager, 'rules');
  await page.getByRole('heading', { name: 'Rules and settings' }).waitFor();
  await page.getByLabel('Find a rule').fill('verbal');
  const off = page.getByRole('button', { name: /^Switch off: / }).first();
  const name = (await off.getAttribute('aria-label'))!.replace('Switch off: ', '');
  await off.click();
  await page.getByText('will be switched off').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByLabel('Why').fill('The source system signs these');
  await page.getByRole('button', { name: 'Try on the charts of the last month' }).click();

  await page.getByText(/charts looked at/).waitFor();
  await isClean(page, 'rules of completion');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Saved\./).waitFor();
  await page.getByRole('button', { name: `Switch on: ${name}` }).waitFor();
  await page
    .getByText(/The source system signs these/)
    .first()
    .waitFor({ state: 'attached' });
  await page.getByLabel('After notice number (0: none)').fill('9');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/there is no notice of this level/).waitFor();
  await page.getByRole('button', { name: 'Back to what holds' }).click();
  expect(await page.getByLabel('After notice number (0: none)').inputValue()).toBe('1');
  await page.getByRole('button', { name: `Switch on: ${name}` }).click();
  await page.getByLabel('Why').fill('They do not');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: `Switch off: ${name}` }).waitFor();
  const { status } = await chief.call('PUT /Library/completion-settings', {
    ...{ resourceType: 'Library', id: 'completion-settings', status: 'active', type: { text: 'settings' } },
    content: [{ contentType: 'application/json', data: btoa('{}') }],
  });
  expect(status).toBe(403);
});
