/** A small hospital on a server with sign-in, and people of it at their screens. */
import { addAccount, changeRoles, findByEmail, openDatabase, setPassword } from '@charthouse/sign-in/people';
import { migratedDatabase } from '@charthouse/testkit';
import { longChart } from '@charthouse/testkit/long-chart';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { dataFolder, importAll, start } from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';

const password = 'four quiet trains leave at dawn';
const staff = {
  technician: {},
  'records-manager': {},
  coder: {},
  'cdi-specialist': {},
  biller: {},
  analyst: {},
  clinician: { fhirUser: 'Practitioner/bo' },
  'privacy-officer': {},
  'chief-of-staff': {},
  administrator: {},
  'integration-engineer': {},
} as const;
export type Role = keyof typeof staff;
export const roles = Object.keys(staff) as readonly Role[];

export interface Hospital {
  readonly url: string;
  /** Everybody signed in an hour ago. */
  forgetSignIns(): Promise<void>;
  /** Every session ends, as when an administrator takes it back. */
  endSessions(): Promise<void>;
  /** The only role of its person is taken back by an administrator, or given again. */
  changeRole(role: Role, to: 'takeBack' | 'grant'): Promise<void>;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** With `isBig`: also somebody who came very often. */
export async function openHospital(isBig = false): Promise<Hospital> {
  const database = await migratedDatabase();
  await importRecord(database.url, isBig);
  const people = openDatabase(database.url, 1);
  const home = dataFolder(); // the ledger's key and head are in it
  const server = await start({
    env: { DATABASE_URL: database.url, CHARTHOUSE_AUTH: 'on', CHARTHOUSE_DATA: home.path },
  });
  for (const [role, more] of Object.entries(staff)) {
    const person = { kind: 'staff', email: `${role}@example.org`, name: role, roles: [role], by: 'test' } as const;
    await addAccount(people.query, { ...person, ...more });
    await setPassword(people.query, (await findByEmail(people.query, person.email))!, password);
  }
  await people.close();
  const run = async (statement: string) => void (await withClient(database.url, statement));
  return {
    url: server.address.replace('127.0.0.1', 'localhost'),
    forgetSignIns: () =>
      run(
        `update oidc set payload = jsonb_set(payload, '{extra,auth_time}', to_jsonb(extract(epoch from now())::int - 3600)) where model = 'AccessToken'`,
      ),
    endSessions: () => run('delete from oidc'),
    changeRole: async (role, to) => {
      const { query, close } = openDatabase(database.url, 1);
      const account = (await findByEmail(query, `${role}@example.org`))!;
      await changeRoles(query, account.id, { [to]: [role], by: 'test' });
      await close();
    },
    databaseUrl: database.url,
    close: async () => {
      await server.end('SIGTERM');
      await home.remove();
      await database.drop();
    },
  };
}

async function importRecord(databaseUrl: string, isBig: boolean): Promise<void> {
  await importAll(databaseUrl, [...record(), ...(isBig ? longChart({ encounters: 2_000, observations: 20_000 }) : [])]);
}

const subject = { reference: 'Patient/okafor' };
const pdf =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>';

const summary = `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Summary of care</title><component><structuredBody>
  <component><section><title>Allergies</title><text><table><thead><tr><th>Substance</th></tr></thead><tbody><tr><td ID="a1">Penicillin V</td></tr></tbody></table></text></section></component>
  <component><section><title>Plan</title><text><list><item>Come back <content styleCode="Bold">in May</content></item></list></text></section></component>
</structuredBody></component></ClinicalDocument>`;

const letter =
  '<h1>Clinic letter</h1><script>window.ran = 1</script><img src=x onerror="window.ran = 1"><table><tr><th>Drug</th><td>Metoprolol</td></tr></table>';

function record(): object[] {
  const named = (id: string, name: object) => ({ resourceType: 'Patient', id, name: [name], birthDate: '1964-07-14' });
  const document = (id: string, words: string, [contentType, text]: readonly [string, string]) => ({
    ...{ resourceType: 'DocumentReference', id, status: 'current', subject, date: '2026-03-09T10:00:00Z' },
    ...{ type: { text: words }, content: [{ attachment: { contentType, data: btoa(text) } }] },
  });
  return [
    { resourceType: 'Practitioner', id: 'bo', name: [{ family: 'Lindqvist', given: ['Bo'] }] },
    {
      ...named('okafor', { family: 'Okafor', given: ['Ada'] }),
      gender: 'female',
      identifier: [
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          value: '00418223',
        },
      ],
    },
    named('sixty', { family: 'Oyelaran', given: Array.from({ length: 60 }, (_, i) => `Maximiliana${i}`) }),
    named('arabic', { family: 'الأحمد', given: ['Omar', 'عبد الرحمن'] }),
    { ...named('future', { family: 'Morgen', given: ['Z̷̡͉o̶e̴'] }), birthDate: '2044-02-03' },
    { resourceType: 'Patient', id: 'nameless', name: [{ use: 'anonymous', text: 'o' }] },
    {
      ...{ resourceType: 'AllergyIntolerance', id: 'a1', patient: subject, code: { text: 'Penicillin' } },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
      },
    },
    {
      ...{ resourceType: 'Encounter', id: 'e1', status: 'finished', subject, type: [{ text: 'Inpatient stay' }] },
      ...{ class: { code: 'IMP', display: 'inpatient encounter' }, period: { start: '2026-03-01', end: '2026-03-09' } },
    },
    ...Array.from({ length: 12 }, (_, i) => ({
      ...{ resourceType: 'Observation', id: `k${i}`, status: 'final', subject },
      code: { text: 'Potassium', coding: [{ system: 'http://loinc.org', code: '2823-3' }] },
      effectiveDateTime: `2026-03-${String(i + 1).padStart(2, '0')}T08:00:00Z`,
      valueQuantity: { value: 3.5 + i / 10, unit: 'mmol/L' },
      referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
    })),
    document('d1', 'Discharge summary', ['text/plain', 'Admitted with dyspnoea. Went home well.']),
    document('d2', 'Scanned consent', ['application/pdf', pdf]),
    document('d3', 'Clinic letter', ['text/html', letter]),
    document('d4', 'Summary of care', ['application/hl7-v3+xml', summary]),
  ];
}

export interface Desk {
  readonly page: Page;
  /** What the browser complained about since. */
  readonly complaints: string[];
  /** A call as this person. */
  call(line: string, body?: object, headers?: Record<string, string>): Promise<Response>;
}

/** Signs somebody in at a browser of their own, and lands on their home. */
export async function atDesk(browser: Browser, { url }: Hospital, role: Role): Promise<Desk> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })).newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (said) => {
    const isRefusal = /status of (400|401|403|404|412)/.test(said.text()); // of a call, that the screen tells in words
    if (said.type() === 'error' && !isRefusal) complaints.push(said.text());
  });
  let authorization = '';
  page.on('request', (request) => {
    authorization = request.headers().authorization ?? authorization;
  });
  await page.goto(url);
  await signIn(page, role);
  await page.getByRole('navigation', { name: 'Desks' }).waitFor();
  const call = (line: string, body?: object, headers?: Record<string, string>) => {
    const [method = '', path = ''] = line.split(' ');
    const json = { 'content-type': 'application/fhir+json' };
    const sent = { headers: { authorization, ...json, ...headers }, ...(body && { body: JSON.stringify(body) }) };
    return fetch(`${url}/fhir/R4${path}`, { method, ...sent });
  };
  return { page, complaints, call };
}

export async function signIn(page: Page, role: Role): Promise<void> {
  await page.getByLabel('Email address').fill(`${role}@example.org`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const every = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Everything is looked at on a phone in the dark and at a desk in the light; with SHOTS the other way round what colours change, and other widths. */
const looks = [
  { colorScheme: 'light', width: 390, height: 844, rules: ['color-contrast'] },
  { colorScheme: 'dark', width: 390, height: 844, rules: every },
  { colorScheme: 'dark', width: 1024, height: 768, rules: [] },
  { colorScheme: 'dark', width: 1280, height: 800, rules: ['color-contrast'] },
  { colorScheme: 'light', width: 1440, height: 900, rules: [] },
  { colorScheme: 'light', width: 1280, height: 800, rules: every },
] as const;

/** Nothing that axe finds, nothing beyond the width of the screen. */
export async function isClean(page: Page, what: string): Promise<void> {
  await page.evaluate(`window.axe || ${axe.source}`);
  for (const { colorScheme, width, height, rules } of looks) {
    if (rules.length < 2 && !process.env.SHOTS) continue;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    if (rules.length > 0) {
      const found = await page.evaluate<readonly Finding[]>(
        `axe.run({ resultTypes: ['violations'], runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations)`,
      );
      const told = found.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
      expect.soft(told, `${width} ${colorScheme}`).toEqual([]);
    }
    if (rules.length > 1) await shoot(page, { what, colorScheme, width });
    expect.soft(await page.evaluate('document.documentElement.scrollWidth'), what).toBeLessThanOrEqual(width);
  }
}

interface Shot {
  readonly what: string;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** With `SHOTS=docs/screens`: a picture of each screen, light and dark at a desk, dark on a phone. */
async function shoot(page: Page, { what, colorScheme, width }: Shot): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  const name = `${folder}/${what.replaceAll(' ', '-')}`;
  if (width < 1_000) return void (await page.screenshot({ path: `${name}-phone.png` }));
  await page.screenshot({ path: `${name}-${colorScheme}.png` });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.screenshot({ path: `${name}-dark.png` });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}
