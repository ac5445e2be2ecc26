/** Signing in a browser: accepted by the technician, a batch, signed in its source, declined, taken by a department's clinician; then what was signed is added to, corrected and retracted. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBrowser } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAll } from './charthouse.testing.ts';
import { fromSource, signingRecord, summary } from './signing-record.testing.ts';
import { atDesk, type Desk, type Hospital, isClean, openHospital, signIn } from './workbench.testing.ts';

let hospital: Hospital;
let browser: Browser;
let technician: Desk;
let clinician: Desk;
let phone: Page;
let token = '';

beforeAll(async () => {
  [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
  await importAll(hospital.databaseUrl, signingRecord());
  technician = await atDesk(browser, hospital, 'technician');
  clinician = await atDesk(browser, hospital, 'clinician');
  phone = clinician.page;
  phone.on('request', (request) => {
    token = request.headers().authorization?.slice('Bearer '.length) ?? token;
  });
  await phone.setViewportSize({ width: 390, height: 844 });
});
afterAll(async () => {
  await browser?.close();
  await hospital?.close();
});

const go = (desk: Desk, screen: string) => desk.page.goto(`${hospital.url}/desks/completion/${screen}`);
const item = (name: RegExp) => phone.getByRole('button', { name }).first();

interface Work {
  readonly id: string;
  readonly status: string;
  readonly owner?: { reference: string };
  readonly statusReason?: { text: string };
}

async function work(encounter: string, type: string): Promise<Work[]> {
  const answer = await technician.call(`GET /Task?encounter=Encounter/${encounter}&_count=100`);
  const { entry = [] } = (await answer.json()) as {
    entry?: { resource: Work & { reasonCode?: { coding: { code: string }[] } } }[];
  };
  return entry.flatMap(({ resource }) => (resource.reasonCode?.coding[0]?.code === type ? resource : []));
}

const states = async (encounter: string, type: string) => (await work(encounter, type)).map(({ status }) => status);
const becomes = (encounter: string, type: string, status: string) =>
  expect.poll(() => states(encounter, type), { timeout: 15_000, interval: 250 }).toEqual([status]);

/** As it comes from a feed; without an id it is new. */
async function file(document: object, id = ''): Promise<string> {
  const line = id ? `PUT /DocumentReference/${id}` : 'POST /DocumentReference';
  const answer = await technician.call(line, { ...document, ...(id && { id }) });
  const told = (await answer.json()) as { id: string };
  expect(answer.status, JSON.stringify(told)).toBeLessThan(300);
  return told.id;
}

const documentsOf = () => phone.getByRole('list', { name: 'What you wrote' });

test('what the rules propose is accepted at once by the technician, and goes to clinicians and departments', async () => {
  const { page } = technician;
  await becomes('stay', 'discharge-summary', 'draft');
  await page.goto(`${hospital.url}/worklists/completion/charts`);
  await page.getByRole('row', { name: /REYES/ }).first().waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Accept all \d/ }).click();
  await becomes('stay', 'discharge-summary', 'requested');
  expect(await states('stay', 'unsigned-document')).toEqual(['requested', 'requested', 'requested']);
});

test('a batch is signed when every document in it was opened, and not before', async () => {
  const parameter = ['note-1', 'note-2'].map((id) => ({
    ...{ name: 'document', valueReference: { reference: `DocumentReference/${id}` } },
  }));
  const early = await clinician.call('POST /$sign', { resourceType: 'Parameters', parameter });
  expect([early.status, await early.text()]).toEqual([422, expect.stringContaining('Open it first')]);
  await go(clinician, 'inbox');
  await item(/Progress note, evening/).click();
  await phone.getByRole('button', { name: 'Sign', exact: true }).waitFor();
  await item(/Progress note · /).click();
  await phone.getByRole('button', { name: 'Sign 2 opened' }).waitFor();
  await isClean(phone, 'signing a batch');
  await phone.getByRole('button', { name: 'Sign 2 opened' }).click();
  await phone.getByText('2 signed.').waitFor();
  await expect
    .poll(() => states('stay', 'unsigned-document'), { timeout: 15_000 })
    .toEqual(expect.arrayContaining(['completed', 'completed', 'requested']));
});

test('anybody can check a signature with the program in docs/desks.md and the published keys', async () => {
  const found = await clinician.call('GET /Provenance?target=DocumentReference/note-1');
  const { entry } = (await found.json()) as { entry: { resource: { id: string; signature?: object } }[] };
  const provenance = entry.find(({ resource }) => resource.signature);
  const text = await readFile(new URL('../../../docs/desks.md', import.meta.url), 'utf8');
  const program = /```js\n(import \{ createPublicKey[\s\S]*?)```/.exec(text)?.[1] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'charthouse-verify-'));
  await writeFile(join(folder, 'verify.mjs'), program);
  const env = { ...process.env, TOKEN: token };
  const args = [join(folder, 'verify.mjs'), hospital.url, provenance?.resource.id ?? ''];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  await rm(folder, { recursive: true });
  expect(stdout).toMatch(/^holds Practitioner\/bo 20\S+ DocumentReference\/note-1\/_history\/1\n$/);
});

test('what is signed in its source leads there, is refused here, and is closed by the version that comes from there', async () => {
  await item(/Note of the EHR/).click();
  const link = phone.getByRole('link', { name: 'Open it there' });
  expect(await link.first().getAttribute('href')).toBe('https://ehr.example/notes/n%207');
  expect(await phone.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0);
  await isClean(phone, 'signed in its source');
  const parameter = [{ name: 'document', valueReference: { reference: 'DocumentReference/from-ehr' } }];
  const here = await clinician.call('POST /$sign', { resourceType: 'Parameters', parameter });
  expect([here.status, await here.text()]).toEqual([422, expect.stringContaining('https://ehr.example/notes/n%207')]);
  await file(fromSource({ docStatus: 'final' }), 'from-ehr');
  await expect
    .poll(() => states('stay', 'unsigned-document'), { timeout: 15_000 })
    .toEqual(['completed', 'completed', 'completed']);
});

test('what is declined with a reason goes back to the analyst; what a department has to do is taken by one of its people', async () => {
  const [given] = await work('emergency', 'emergency-record');
  expect(given?.owner).toEqual({ reference: 'Organization/ed' });
  const accepted = await technician.call(`PUT /Task/${given?.id}`, { ...given, status: 'requested' });
  expect(accepted.status, await accepted.text()).toBe(200);
  await go(clinician, 'inbox');
  await item(/Discharge summary missing/).click();
  await phone.getByRole('button', { name: 'Decline' }).click();
  await phone.getByLabel('Why is it not yours').fill('Dr Sandoval discharged the patient');
  await phone.getByRole('button', { name: 'Decline' }).click();
  await phone.getByText('Declined: it goes back to the analyst.').waitFor();
  expect(await work('stay', 'discharge-summary')).toMatchObject([
    { status: 'rejected', statusReason: { text: 'Dr Sandoval discharged the patient' } },
  ]);
  await technician.page.goto(`${hospital.url}/worklists/completion/declined`);
  await technician.page
    .getByRole('row', { name: /REYES.*Discharge summary/ })
    .first()
    .waitFor();
  await isClean(phone, 'work of departments');
  await phone.getByRole('button', { name: /^Take it: Emergency record missing/ }).click();
  await phone.getByText('It is yours now.').waitFor();
  expect(await work('emergency', 'emergency-record')).toMatchObject([
    { status: 'in-progress', owner: { reference: 'Practitioner/bo' } },
  ]);
  await item(/Emergency record missing/).waitFor();
});

test('an addendum and a correction stand beside what was signed, and are signed themselves', async () => {
  await go(clinician, 'documents');
  await documentsOf()
    .getByRole('button', { name: /Progress note, evening/ })
    .click();
  await phone.getByRole('button', { name: 'Write an addendum' }).click();
  await phone.getByLabel('What is written').fill('Seen with the family.');
  await phone.getByRole('textbox', { name: /^Why/ }).fill('They came later');
  await isClean(phone, 'addendum');
  await phone.getByRole('button', { name: 'Add the addendum' }).click();
  await phone.getByText('It counts when you sign it.').waitFor();
  await phone.getByText('Seen with the family.').waitFor();
  await phone.getByRole('button', { name: 'Sign', exact: true }).click();
  await phone.getByText('1 signed.').waitFor();
  await documentsOf()
    .getByRole('button', { name: /Progress note ?REYES/ })
    .click();
  await phone.getByRole('button', { name: 'Correct' }).click();
  await phone.getByLabel('The text as it should be').fill('Day two. Fever, wound dry.');
  await phone.getByRole('textbox', { name: /^Why/ }).fill('A word was wrong');
  await phone.getByRole('button', { name: 'Put the correction in its place' }).click();
  await phone.getByText('The correction is written.').waitFor();
  await documentsOf()
    .getByRole('button', { name: /replaced by a correction/ })
    .click();
  await phone.getByText('Replaced by a correction.').waitFor();
  await phone.getByText('A word was wrong').waitFor();
  await isClean(phone, 'a corrected document');
  await phone.getByText('Day two. No fever, wound dry.').waitFor();
});

test('the inbox and the documents are told in Spanish, whole', async () => {
  await go(clinician, 'inbox');
  await item(/Emergency record missing/).waitFor();
  await phone.evaluate("localStorage.setItem('charthouse.language', 'es')");
  await phone.reload();
  await item(/Falta el registro de urgencias/).click();
  await phone.getByText('Quien vea después al paciente').waitFor();
  await isClean(phone, 'inbox in Spanish');
  await go(clinician, 'documents');
  const list = phone.getByRole('list', { name: 'Lo que usted escribió' });
  await list.getByRole('button', { name: /sustituido por una corrección/ }).click();
  await phone.getByText('Sustituido por una corrección. Lo que sigue').waitFor();
  await list
    .getByRole('button', { name: /Progress note, evening.* firmado/ })
    .last()
    .click();
  await phone.getByRole('button', { name: 'Escribir una anotación tardía' }).click();
  await phone.getByLabel('De qué momento trata').waitFor();
  await isClean(phone, 'late entry in Spanish');
  await phone.evaluate("localStorage.setItem('charthouse.language', 'en')");
});

test('a retraction needs a fresh sign-in and opens again what the document had completed; so does moving it to another stay', async () => {
  await file(summary('stay'));
  await becomes('stay', 'discharge-summary', 'completed');
  await go(clinician, 'documents');
  await documentsOf()
    .getByRole('button', { name: /Discharge summary/ })
    .click();
  await phone.getByRole('button', { name: 'Retract', exact: true }).click();
  await phone.getByRole('textbox', { name: /^Why/ }).fill('Of another patient');
  await hospital.forgetSignIns();
  await phone.getByRole('button', { name: 'Retract it' }).click();
  await phone.getByRole('button', { name: 'Sign in and go on' }).click();
  await signIn(phone, 'clinician');
  await phone.getByText('Retracted. What it completed is open again').waitFor();
  await becomes('stay', 'discharge-summary', 'requested');
  await documentsOf()
    .getByRole('button', { name: /retracted/ })
    .click();
  await phone.getByText('Of another patient').waitFor();
  await isClean(phone, 'a retracted document');
  await go(clinician, 'inbox');
  await item(/Discharge summary missing/).waitFor();
  const second = await file(summary('stay', { authenticator: undefined }));
  await becomes('stay', 'discharge-summary', 'completed');
  await file(summary('earlier', { authenticator: undefined }), second);
  await becomes('stay', 'discharge-summary', 'requested');
  await technician.page.goto(`${hospital.url}/worklists/completion/deficiencies`);
  await technician.page
    .getByRole('row', { name: /REYES.*Discharge summary/ })
    .first()
    .waitFor();
  expect([technician, clinician].flatMap(({ complaints }) => complaints)).toEqual([]);
});
