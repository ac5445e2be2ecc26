import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAccount, addClient, makeLink, openDatabase } from '@charthouse/sign-in/people';
import { migratedDatabase } from '@charthouse/testkit';
import { openBrowser, pageWithAuthenticator } from '@charthouse/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charthouse, dataFolder, type Running, start } from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';
import { type SmartApp, serveApp } from './smart-app.testing.ts';

const password = 'four quiet trains leave at dawn';
const email = 'keeper@example.org';
let database: Awaited<ReturnType<typeof migratedDatabase>>;
let server: Running;
let app: SmartApp;
let browser: Browser;
let page: Page;
let link: string;
let url: string;

beforeAll(async () => {
  [database, app, browser] = await Promise.all([migratedDatabase(), serveApp(), openBrowser()]);
  await importPatient(database.url);
  server = await start({ env: { DATABASE_URL: database.url, CHARTHOUSE_AUTH: 'on', CHARTHOUSE_CORS: app.origin } });
  url = server.address.replace('127.0.0.1', 'localhost');
  const people = openDatabase(database.url, 1);
  const by = 'test';
  const scopes = 'openid fhirUser launch launch/patient patient/*.rs user/*.cruds offline_access';
  const client = { name: 'Growth chart', kind: 'public', scopes, by } as const;
  const addresses = { redirectUris: [`${app.origin}/`], launchUrl: `${app.origin}/launch` };
  app.clientId = (await addClient(people.query, { ...client, ...addresses })).id;
  const person = {
    kind: 'staff',
    email,
    name: 'Keeper',
    fhirUser: 'Practitioner/keeper',
    roles: ['records-manager'],
  } as const;
  link = await makeLink(people.query, await addAccount(people.query, { ...person, by }));
  await people.close();
  page = await pageWithAuthenticator(await browser.newContext({ viewport: { width: 390, height: 844 } }));
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.end('SIGTERM');
  await app?.close();
  await database?.drop();
});

const patient = 'okafor';

async function importPatient(databaseUrl: string): Promise<void> {
  const folder = dataFolder();
  const path = join(folder.path, 'patient.json');
  const name = [{ family: 'Okafor', given: ['Ada'] }];
  writeFileSync(path, JSON.stringify({ resourceType: 'Patient', id: patient, name, birthDate: '1987-03-14' }));
  expect(await charthouse(['import', path], { env: { DATABASE_URL: databaseUrl } })).toMatchObject({ code: 0 });
  await folder.remove();
}

async function found(): Promise<Record<string, unknown>> {
  await page.waitForFunction(`document.title === 'done' || document.title.startsWith('failed')`);
  expect(await page.title()).toBe('done');
  return page.evaluate<Record<string, unknown>>('window.found');
}

test('the first start says how an administrator gets in; nobody reads anything without signing in', async () => {
  expect(server.stdout()).toMatch(
    /"event":"first administrator","email":"administrator@localhost","link":"http:\/\/localhost:\d+\/auth\/link\/[\w-]{43}"/,
  );
  expect((await fetch(`${url}/fhir/R4/Patient`)).status).toBe(401);
  expect((await fetch(`${url}/fhir/R4/metadata?_elements=status`)).status).toBe(200);
});

test('a person chooses a password by link, signs in and adds a passkey', async () => {
  await page.goto(`${url}/auth/link/${link}`);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Keep this password' }).click();
  await page.getByRole('link', { name: 'Go to your account' }).click();
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Name of the device').fill('Test phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Test phone').waitFor();
  await page.getByRole('link', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

test('fhirclient launches standalone with a passkey, reads and refreshes; then from the record', async () => {
  await page.goto(`${app.origin}/standalone?base=${encodeURIComponent(`${url}/fhir/R4`)}`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByLabel('Name of the patient').fill('Okafor');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('radio', { name: /OKAFOR, Ada/ }).check();
  await page.getByRole('button', { name: 'Let it in' }).click();
  const first = await found();
  expect(first).toMatchObject({ id: patient, again: patient, user: 'Practitioner/keeper', refreshed: true });

  const answer = await fetch(`${url}/auth/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${first.token}` },
    body: new URLSearchParams({ client_id: app.clientId, patient, encounter: 'e1' }),
  });
  const { url: address } = (await answer.json()) as { url: string };
  await page.goto(address); // signed in: only asked whether
  await page.getByRole('button', { name: 'Let it in' }).click();
  expect(await found()).toMatchObject({ id: patient, encounter: 'e1' });
});

test('who signed in, how, and what they changed of it stands in the access log', async () => {
  const rows = await withClient(
    database.url,
    `select l.action, l.note, w.name from access_log l join access_who w using (who) where l.kind = 'V' and w.name = 'Keeper' order by l.at`,
  );
  expect(rows.map(({ action, note }) => `${action}: ${note}`)).toEqual([
    'role-change: password set',
    'sign-in: signed in (pwd)',
    'role-change: second factor added (hwk)',
    'sign-out: signed out',
    'sign-in: signed in (hwk user mfa)',
    'sign-in: let an app in',
    'sign-in: opened an app from the record',
    'sign-in: let an app in',
  ]);
});
