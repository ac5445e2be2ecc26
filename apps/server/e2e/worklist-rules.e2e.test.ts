/** The rules that place tasks, as two managers change them: by keys, tried before they are saved, put together when both were at it. */
import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atDesk, type Desk, type Hospital, isClean, openHospital } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
let manager: Desk;
let administrator: Desk;

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
  manager = await atDesk(browser, hospital, 'records-manager');
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

const code = { coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/task', code: 'fix-stored-record' }] };
const task = (description: string) => ({
  ...{ resourceType: 'Task', status: 'requested', intent: 'order', code, description },
});
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const titles = (page: Page) => page.locator('.rules-list strong').allTextContents();

async function addRule(page: Page, title: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a rule at the top' }).press('Enter');
  await page.keyboard.type(title); // the new rule has the hand
  await page.getByRole('button', { name: 'Add a condition' }).press('Enter');
  await page.getByLabel('What of the task').selectOption('description');
  await page.getByLabel('How').selectOption('has');
  await page.getByLabel('Values').fill(value);
  await page.getByRole('button', { name: title, exact: true }).press('Enter');
}

test('a manager finds the rules, adds two by keys, changes their order and sees what they would do', async () => {
  const { page, call } = manager;
  for (const words of ['Okafor has no code', 'A lab code of Okafor', 'Something else'])
    expect((await call('POST /Task', task(words))).status).toBe(201);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('rules that');
  await page.getByRole('option', { name: /Rules that place tasks/ }).waitFor();
  await page.keyboard.press('Enter');
  await said(page, 'There are no rules.');
  await isClean(page, 'no rules');
  await addRule(page, 'Laboratory first', 'lab');
  await addRule(page, 'Okafor by hand', 'okafor');
  expect(await titles(page)).toEqual(['Okafor by hand', 'Laboratory first']);
  await page.getByRole('button', { name: 'Laboratory first', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  expect(await titles(page)).toEqual(['Laboratory first', 'Okafor by hand']);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Laboratory first');
  await press(page, 'Try on the open tasks');
  await said(page, '2 tasks would go to another list.');
  await said(page, 'Looked at 3 of 3 open tasks. None was moved.');
  await page.getByRole('row', { name: 'Laboratory first' }).locator('summary').click();
  await page.getByRole('link', { name: 'A lab code of Okafor' }).waitFor();
  await isClean(page, 'rules tried');
});

test('what is not saved is there after a reload; saved, it holds for the next task; off, it does not', async () => {
  const { page, call } = manager;
  await said(page, 'Not saved yet.');
  await expect.poll(async () => (await call('GET /../../workbench/drafts')).text()).toContain('Laboratory first');
  await page.reload();
  await said(page, 'Laboratory first');
  await page.getByRole('checkbox', { name: '“Okafor by hand” is on' }).uncheck();
  await page.getByLabel('Why you change them').fill('The laboratory waits');
  await press(page, 'Save the rules');
  await said(page, 'Saved as version 1.');
  await said(page, 'The laboratory waits');
  const placed = async (words: string) =>
    ((await (await call('POST /Task', task(words))).json()) as { meta: { tag: { code: string }[] } }).meta.tag[0]?.code;
  expect(await placed('A lab code')).toBe('administration/unplaced');
  expect(await placed('Okafor')).toBe('quality/invalid-records');
});

test('two who change them at once see what the other did, choose, and lose nothing', async () => {
  administrator = await atDesk(browser, hospital, 'administrator');
  const theirs = administrator.page;
  await theirs.goto(`${hospital.url}/rules`);
  await press(theirs, 'Laboratory first');
  await theirs.getByLabel('What it is for').fill('Laboratory of theirs');
  await addRule(theirs, 'New of theirs', 'new');
  await press(theirs, 'Save the rules');
  await said(theirs, 'Saved as version 2.');
  const { page } = manager;
  await page.getByRole('button', { name: 'Laboratory first', exact: true }).click();
  await page.getByLabel('What it is for').fill('Laboratory of mine');
  await press(page, 'Move “Okafor by hand” up');
  await press(page, 'Save the rules');
  await said(page, 'administrator saved other rules while you were changing them.');
  await said(page, 'They changed what you did not: New of theirs.');
  await isClean(page, 'rules changed by two');
  await page.getByRole('radio', { name: /Laboratory of theirs/ }).check();
  await press(page, 'Put both together');
  expect(await titles(page)).toEqual(['New of theirs', 'Okafor by hand', 'Laboratory of theirs']);
  await press(page, 'Save the rules');
  await said(page, 'Saved as version 3.');
  await press(page, 'Take these up again: version 1');
  expect(await titles(page)).toEqual(['Laboratory first', 'Okafor by hand']);
  await press(page, 'Throw away my changes');
});

test('who loses the permission while they change rules is told, and keeps what they did', async () => {
  const { page, complaints } = administrator;
  await page.reload();
  await press(page, 'Remove “New of theirs”');
  await page.route('**/workbench/rules', (route) =>
    route.request().method() === 'PUT' ? route.fulfill({ status: 403, json: {} }) : route.continue(),
  );
  await press(page, 'Save the rules');
  await said(page, 'You may not change the rules any more.');
  await isClean(page, 'rules not allowed any more');
  await page.goto(hospital.url);
  await page.getByRole('link', { name: 'Go on' }).waitFor();
  expect([...manager.complaints, ...complaints].filter((words) => !words.includes('409'))).toEqual([]);
});
