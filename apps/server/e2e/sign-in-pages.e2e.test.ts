/** Every page of sign-in by the rules of accessibility, on a phone in light and at a desk in dark; without a script and with keys alone. */
import { addAccount, addClient, makeLink, openDatabase } from '@charthouse/sign-in/people';
import { migratedDatabase } from '@charthouse/testkit';
import { openBrowser, pageWithAuthenticator } from '@charthouse/testkit/chromium';
import axe from 'axe-core';
import { type TOTP, URI } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAll, type Running, start } from './charthouse.testing.ts';

const password = 'four quiet trains leave at dawn';
const email = 'maximiliana.featherstonehaugh-cholmondeley@records.saint-elsewhere.example.org';
const name = 'Maximiliana Aurelia Featherstonehaugh-Cholmondeley von und zu Hohenstein';
const appName = 'Perinatal Growth and Development Chart for Neonatal Intensive Care (regional)';

let database: Awaited<ReturnType<typeof migratedDatabase>>;
let server: Running;
let browser: Browser;
let page: Page;
let url: string;
let link: string;
let client: string;

beforeAll(async () => {
  [database, browser] = await Promise.all([migratedDatabase(), openBrowser()]);
  await importRecord(database.url);
  server = await start({ env: { DATABASE_URL: database.url, CHARTHOUSE_AUTH: 'on' } });
  url = server.address.replace('127.0.0.1', 'localhost');
  const people = openDatabase(database.url, 1);
  const by = 'test';
  const scopes = 'openid launch/patient launch/encounter patient/*.rs user/Observation.cruds offline_access';
  client = (
    await addClient(people.query, { name: appName, kind: 'public', scopes, by, redirectUris: [`${url}/healthz`] })
  ).id;
  const person = { kind: 'staff', email, name, roles: ['records-manager'], by } as const;
  link = await makeLink(people.query, await addAccount(people.query, person));
  await people.close();
  page = await pageWithAuthenticator(await browser.newContext());
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.end('SIGTERM');
  await database?.drop();
});

async function importRecord(databaseUrl: string): Promise<void> {
  const of = { resourceType: 'Encounter', status: 'finished', class: { code: 'IMP', display: 'inpatient encounter' } };
  const subject = { reference: 'Patient/okafor' };
  const lines = [
    { resourceType: 'Patient', id: 'okafor', name: [{ family: 'Okafor', given: ['Ada'] }], birthDate: '1987-03-14' },
    { ...of, id: 'e1', subject, period: { start: '2026-03-01', end: '2026-03-09' } },
    {
      ...of,
      id: 'e2',
      subject,
      type: [{ text: 'Follow-up of a displaced fracture' }],
      period: { start: '2026-04-02' },
    },
  ];
  await importAll(databaseUrl, lines);
}

const looks = [
  { colorScheme: 'light', width: 390, height: 844 },
  { colorScheme: 'dark', width: 1280, height: 800 },
] as const;

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Nothing that axe finds, nothing beyond the width of the screen. */
async function isClean(what: string, on: Page = page): Promise<void> {
  for (const { colorScheme, width, height } of looks) {
    await on.emulateMedia({ colorScheme });
    await on.setViewportSize({ width, height });
    await on.evaluate(axe.source);
    const found = await on.evaluate<readonly Finding[]>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
    );
    const told = found.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
    expect(told).toEqual([]);
    expect(await on.evaluate('document.documentElement.scrollWidth'), what).toBeLessThanOrEqual(width);
  }
}

const authorize = (more: Record<string, string> = {}) =>
  `${url}/auth/authorize?${new URLSearchParams({
    ...{ response_type: 'code', client_id: client, redirect_uri: `${url}/healthz`, state: 'of-the-app' },
    ...{ scope: 'openid launch/patient launch/encounter patient/*.rs user/Observation.cruds offline_access' },
    ...{ aud: `${url}/fhir/R4`, code_challenge: 'a'.repeat(43), code_challenge_method: 'S256', ...more },
  })}`;

const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();

test('a password is chosen, refused while it is too easy, and kept', async () => {
  await page.goto(`${url}/auth/link/${link}`);
  await isClean('choose a password');
  await page.getByLabel('New password').fill('password');
  await press('Keep this password');
  await isClean('a password that is refused');
  await page.getByLabel('New password').fill(password);
  await press('Keep this password');
  await isClean('the password is kept');
  await page.goto(`${url}/auth/link/${link}`);
  await isClean('a spent link');
});

test('somebody signs in with keys alone, also after a mistake', async () => {
  await page.goto(`${url}/auth/account`);
  await isClean('sign in');
  const typed = async (secret: string) => {
    await page.getByLabel('Email address').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(secret);
    await page.keyboard.press('Enter');
  };
  await typed('not the password of anybody');
  await page.getByRole('alert').waitFor();
  await isClean('a wrong password');
  await typed(password);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await isClean('account');
});

let totp: TOTP;

test('an authenticator app is set up by a code to scan, and recovery codes are shown once, on a sheet of their own', async () => {
  await press('Set up an authenticator app');
  await isClean('an app being set up');
  await page.getByRole('img', { name: 'QR code of the key below' }).waitFor();
  const address = await page.getByRole('link', { name: 'open it in your app' }).getAttribute('href');
  totp = URI.parse(String(address)) as TOTP;
  await page.getByLabel('Code that the app shows').fill('000000');
  await press('Use this app');
  await isClean('a wrong code at set-up');
  await page.getByLabel('Code that the app shows').fill(totp.generate());
  await press('Use this app');
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  await isClean('recovery codes');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.locator('.codes li').count()).toBe(10);
  await page.emulateMedia({ media: 'screen' });
  await page.getByLabel('Name of the device').fill('Telephone of the night shift, third drawer');
  await press('Add a passkey');
  await page.getByText('Telephone of the night shift').waitFor();
  await isClean('account with factors');
});

test('an app is let in about a patient and a visit; the second factor is asked for again when it has to be fresh', async () => {
  await page.goto(authorize());
  await isClean('whose record');
  await page.getByLabel('Name of the patient').fill('nobody');
  await press('Search');
  await isClean('nobody found');
  await page.getByLabel('Name of the patient').fill('oka');
  await press('Search');
  await page.getByRole('radio', { name: /OKAFOR, Ada/ }).check();
  await isClean('patients found');
  await press('Let it in');
  await page.getByRole('heading', { name: 'Which visit?' }).waitFor();
  await isClean('which visit');
  await page.getByRole('radio', { name: /Follow-up of a displaced fracture 2026-04-02/ }).check();
  await press('Go on');
  await page.waitForURL(/\/healthz\?code=/);
  await page.goto(authorize({ prompt: 'login' }));
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await press('Sign in');
  await isClean('second factor');
  await page.getByLabel('Code from your authenticator app').fill('000000');
  await press('Go on');
  await isClean('a wrong second factor');
});

test('what cannot go on says so, and signing out is asked and told', async () => {
  await page.goto(authorize({ redirect_uri: 'https://evil.example/' }));
  await isClean('an app that is not known');
  await page.goto(`${url}/auth/sign-in/none-of-them-was-begun-here`);
  await isClean('a sign-in that is over');
  await page.goto(`${url}/auth/session/end`);
  await isClean('sign out');
  await press('Sign out');
  await isClean('signed out');
});

test('without a script everything but passkeys is there', async () => {
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${url}/auth/account`);
  expect(await plain.getByRole('button').allTextContents()).toEqual(['Sign in']);
  await plain.getByLabel('Email address').fill(email);
  await plain.getByLabel('Password').fill(password);
  await plain.getByRole('button', { name: 'Sign in' }).click();
  await plain.getByLabel('Code from your authenticator app').fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await plain.getByRole('button', { name: 'Go on' }).click();
  await plain.getByRole('heading', { name: 'Your account' }).waitFor();
});
