/** Emergency: what policies rest on cannot be read, so nothing is allowed. Tables are really taken away, connections really cut. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ask, type SignedIn, signedIn } from './signed-in.testing.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const labelled = (code: string) => ({ meta: { security: [{ system: actCode, code }] } });
const patient = (id: string, more: object = {}) => ({
  ...{ resourceType: 'Patient', id, generalPractitioner: [{ reference: 'Practitioner/bo' }], ...more },
});
const condition = (id: string, of: string, more: object = {}) => ({
  ...{ resourceType: 'Condition', id, code: { text: `${id} of ${of}` }, subject: { reference: `Patient/${of}` } },
  ...more,
});

let server: SignedIn;
let clinician: Ask;
let biller: Ask;
beforeAll(async () => {
  server = await signedIn();
  const feed = await server.somebody('Feed', { kind: 'service', roles: ['feed'] });
  for (const resource of [
    { resourceType: 'Practitioner', id: 'bo' },
    patient('p'),
    patient('denies'),
    { resourceType: 'Patient', id: 'famous', ...labelled('CEL') },
    condition('shown', 'p', labelled('HIV')),
    condition('hidden', 'p', labelled('PSYTHPN')),
    condition('hidden2', 'denies'),
    condition('hidden3', 'famous'),
    {
      ...{ resourceType: 'Consent', id: 'no', status: 'active', patient: { reference: 'Patient/denies' } },
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
      category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
      policyRule: { coding: [{ system: actCode, code: 'OPTOUT' }] },
    },
  ]) {
    const { status, text } = await feed(`PUT /${resource.resourceType}/${resource.id}`, resource);
    expect(status, text).toBe(201);
  }
  clinician = await server.somebody('Bo', { roles: ['clinician'], fhirUser: 'Practitioner/bo' });
  biller = await server.somebody('Bill', { roles: ['biller'] });
});
afterAll(() => server.close());

async function without<T>(table: string, work: () => Promise<T>): Promise<T> {
  await server.db.query(`alter table ${table} rename to ${table}_gone`);
  return work().finally(() => server.db.query(`alter table ${table}_gone rename to ${table}`));
}

const asked = ['hidden', 'hidden2', 'hidden3'].map((id) => `GET /Condition/${id}`);
const many = [
  'GET /Condition?_count=50',
  'GET /Condition/_history',
  'GET /Patient/p/$everything',
  'GET /Patient/famous/*',
];

/** Statuses of everything that is asked; what is hidden is in no answer. */
async function hides(): Promise<number[]> {
  const statuses = [];
  for (const ask of [clinician, biller])
    for (const line of [...asked, ...many, 'GET /Condition/shown']) {
      const { status, text } = await ask(line);
      expect(text, line).not.toMatch(/hidden\d? of/);
      statuses.push(status);
    }
  return statuses;
}

it.each(['account', 'role_grant', 'break_glass', 'oidc'])(
  'without %s nobody is let do anything: 503',
  async (table) => {
    expect(new Set(await without(table, hides))).toEqual(new Set([503]));
    expect((await clinician('GET /Condition/shown')).status).toBe(200);
  },
);

it.each(['access_class', 'care', 'consent_rule', 'patient_label'])(
  'without %s nothing is shown that it hides',
  async (table) => {
    const statuses = await without(table, hides);
    expect(statuses.some((status) => status >= 500)).toBe(true);
    // What was asked meanwhile is recorded at the next attempt: until then nothing is answered.
    await expect.poll(async () => (await hides()).every((status) => status < 500)).toBe(true);
    expect((await clinician('GET /Condition/shown')).status).toBe(200);
  },
);

it('where it cannot be read where somebody stands, they do nothing', async () => {
  const other = await server.somebody('Cy', { roles: ['clinician'], fhirUser: 'Practitioner/cy' });
  expect((await without('ref', () => other('GET /Patient/p'))).status).toBe(503);
});

it('connections that are cut in between show nothing more than before', async () => {
  const cut =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  for (let i = 0; i < 3; i++) {
    await server.db.query(cut);
    const { status, text } = await clinician('GET /Condition/hidden2');
    expect([404, 503], text).toContain(status);
  }
});
