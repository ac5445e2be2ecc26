/** Worklists as people work them: a hundred thousand rows by keyboard, many at once and taken back, two people on one row, news by themselves. */
import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAll } from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';
import { atDesk, type Desk, type Hospital, isClean, openHospital } from './workbench.testing.ts';

/** Of what a busy machine takes its time for. */
const patient = { timeout: 10_000 };

/** Imported, and in the list in all: the others are put behind them as copies, so that the test begins soon. */
const [imported, many] = [300, 100_000];
const system = 'https://charthouse.dev/fhir/CodeSystem/task';

let hospital: Hospital;
let browser: Browser;
let technician: Desk;
let page: Page;

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
  await importAll(
    hospital.databaseUrl,
    Array.from({ length: imported }, (_, i) => task(i)),
  );
  await withClient(hospital.databaseUrl, copies);
  technician = await atDesk(browser, hospital, 'technician');
  page = technician.page;
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

const copies = `
  with one as (select r.* from res r join work w using (tk) order by w.authored desc limit 1),
  made as (insert into res select 9000000000 + g, o.tid, 'c' || g, 1, o.lu, o.op, -g, o.pt, o.sd, o.vis, o.present, null,
    replace(o.body, 't299', 'c' || g) from one o, generate_series(300, 99999) g returning tk, rid, vis, sd, pt)
  insert into work (tk, rid, vis, sd, pt, list, kind, status, rank, due, authored, words, entered)
  select m.tk, m.rid, m.vis, m.sd, m.pt, 'quality/invalid-records', 'fix-stored-record', 'requested', 3, 'infinity',
    '2026-02-01'::timestamptz - m.tk * interval '1 second', 'record', now() from made m`;

const task = (i: number, more = {}) => ({
  ...{
    resourceType: 'Task',
    id: `t${i}`,
    status: 'requested',
    intent: 'order',
    description: `Record ${i} lacks a code`,
  },
  ...{ code: { coding: [{ system, code: 'fix-stored-record' }] }, for: { reference: 'Patient/okafor' } },
  authoredOn: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
  ...more,
});
const read = async (id: string) => (await (await technician.call(`GET /Task/${id}`)).json()) as { status: string };
const inToolbar = (name: string) => page.getByRole('toolbar').getByRole('button', { name });
const rows = () => page.getByRole('grid', { name: 'Records that fail validation' });
const row = (words: string) => page.getByRole('row', { name: words });
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const said = (words: string | RegExp) => page.getByText(words).first().waitFor();

test('a list of any length opens at once and says how long it is', async () => {
  await page.goto(`${hospital.url}/worklists/quality/invalid-records`);
  await row('Record 0 lacks a code').waitFor();
  await expect.poll(() => rows().getAttribute('aria-rowcount')).toBe(String(many + 1));
  await isClean(page, 'long worklist');
});

test('it is worked by keys: opened, taken, pended with a reason, taken back', async () => {
  await rows().focus();
  await press('Home', 'j', 'j', 'k', 'Enter');
  await page.getByRole('heading', { name: 'Put a stored record right' }).waitFor();
  await said('The record is stored, but does not hold by its definition.');
  await isClean(page, 'open task of a long worklist');
  await rows().focus();
  await press('p');
  await said('This will be done with 1 task.');
  await page.getByLabel('Why').fill('The feed is asked');
  await isClean(page, 'pending a task');
  await page.getByRole('button', { name: 'Do it with 1 task' }).click();
  await said('Pend: done with 1 task.');
  expect((await read('t1')).status).toBe('on-hold');
  await press('Control+z');
  await said('1 task is as it was before.');
  expect((await read('t1')).status).toBe('requested');
});

test('many rows are marked and moved together, after what would happen was shown, and taken back', async () => {
  await rows().focus();
  await press('Home', 'x', 'j', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await said('4 marked');
  await isClean(page, 'marked rows');
  await inToolbar('Take it').click();
  await said('This will be done with 4 tasks.');
  await page.getByRole('button', { name: 'Do it with 4 tasks' }).click();
  await said('Take it: done with 4 tasks.');
  await page.getByRole('button', { name: /Take it back/ }).click();
  await said('4 tasks are as they were before.');
});

test('the last of a hundred thousand rows is one key away, and the first', async () => {
  await rows().focus();
  const at = async () =>
    (await page.locator('.row-list-row[data-at=true][id]').all())[0]?.getAttribute('aria-rowindex');
  await press('End');
  await expect.poll(async () => (await at()) === (await rows().getAttribute('aria-rowcount')), patient).toBe(true);
  expect(Number(await at())).toBeGreaterThan(many - 10);
  await press('Home');
  await expect.poll(at, patient).toBe('2');
});

test('what is finished leaves the list, and is there again when that is taken back', async () => {
  const count = async () => Number(await rows().getAttribute('aria-rowcount'));
  const before = await count();
  await rows().focus();
  await press('c');
  await page.getByRole('button', { name: 'Do it with 1 task' }).click();
  await said('Take it: done with 1 task.');
  await press('e');
  await page.getByLabel('What came of it').fill('It has a code now');
  await page.getByRole('button', { name: 'Do it with 1 task' }).click();
  await said('Finish: done with 1 task.');
  await row('Record 0 lacks a code').waitFor({ state: 'detached' });
  expect(await count()).toBe(before - 1);
  await page.getByRole('button', { name: /Take it back/ }).click();
  await row('Record 0 lacks a code').waitFor();
  expect(await count()).toBe(before);
});

test('columns are chosen and made wider by keys, and stay so for this person', async () => {
  const heads = () => page.getByRole('columnheader').allTextContents();
  const before = await heads();
  const widthOf = async () => (await page.getByRole('columnheader', { name: 'Patient' }).boundingBox())?.width;
  await page.getByRole('button', { name: 'Columns' }).press('Enter');
  await page.getByRole('checkbox', { name: 'Priority' }).press('Space');
  await page.getByRole('button', { name: 'Make Patient wider' }).press('Enter');

  await expect.poll(widthOf, patient).toBe(192);
  await isClean(page, 'columns of a worklist');
  await page.getByRole('button', { name: 'Make Patient wider' }).press('Escape');
  await page.getByRole('dialog', { name: 'Columns' }).waitFor({ state: 'detached' });
  expect(await heads()).toEqual([...before.slice(0, -1), 'Priority', before.at(-1)]);
  await page.goto(`${hospital.url}/worklists/quality/invalid-records`);
  await row('Record 0 lacks a code').waitFor();
  expect(await heads()).toContain('Priority');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'As the list comes' }).click();
  await press('Escape');
  expect(await heads()).toEqual(before);
});

test('what is found by a word is marked as a whole', async () => {
  await rows().focus();
  await press('/');
  await page.keyboard.type('record 29');
  await said('11 tasks');
  await rows().focus();
  await press('Control+a');
  await said('11 marked');
  await inToolbar('Give to somebody').click();
  await said('This will be done with 11 tasks.');
  await page.getByLabel('Give to').selectOption({ label: 'technician (me)' });
  await page.getByRole('button', { name: 'Do it with 11 tasks' }).click();
  await said('Give to somebody: done with 11 tasks.');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByLabel('Name for what is shown now').fill('Nines');
  await page.getByRole('button', { name: 'Save this view' }).click();
  await page.getByRole('button', { name: 'Nines', exact: true }).first().waitFor();
});

test('who was slower on a row is told, and what they see is how it is now', async () => {
  await page.goto(`${hospital.url}/worklists/quality/invalid-records?at=t5`);
  await page.getByRole('button', { name: 'Take it' }).waitFor();
  const before = await read('t5');
  const owner = { display: 'Somebody quicker' };
  const taken = await technician.call('PUT /Task/t5', { ...before, status: 'in-progress', owner });
  expect(taken.status).toBe(200);
  await page.getByRole('button', { name: 'Take it' }).click();
  await said('Somebody else changed this task a moment ago.');
  await isClean(page, 'somebody was quicker on a row');
});

test('what comes in is counted by itself and waits in a pill; no row moves', async () => {
  await page.goto(`${hospital.url}/worklists/quality/invalid-records`);
  await row('Record 0 lacks a code').waitFor();
  await page.waitForTimeout(500);
  const made = await technician.call(
    'POST /Task',
    task(0, { id: undefined, description: 'Came just now', authoredOn: '2020-01-01' }),
  );
  expect(made.status).toBe(201);
  await page.getByRole('button', { name: '1 new' }).waitFor();
  expect(await row('Came just now').count()).toBe(0);
  const inMenu = page
    .getByRole('navigation', { name: 'Desks' })
    .getByRole('link', { name: /Records that fail validation/ });
  await expect.poll(() => inMenu.textContent(), patient).toContain(String(many + 1));
  await page.getByRole('button', { name: '1 new' }).click();
  await row('Came just now').waitFor();
});

test('a list is saved as a file by who may', async () => {
  await page.goto(`${hospital.url}/worklists/quality/invalid-records?show=text%3Drecord%252029`);
  await said('11 tasks');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Records that fail validation.csv');
});

test('in Spanish, too; no browser had anything to complain about', async () => {
  await page.getByRole('button', { name: 'Español' }).click();
  await said('11 tareas');
  await isClean(page, 'worklist in Spanish');
  expect(technician.complaints).toEqual([]);
});
