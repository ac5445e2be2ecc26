import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, type SignedIn, signedIn } from './signed-in.testing.ts';

const label = (code: string) => ({ meta: { security: [{ system: actCode, code }] } });
const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const subject = { reference: 'Patient/ada' };
const note = (id: string, more: object = {}) => ({
  ...{ resourceType: 'Observation', id, status: 'final', code: { text: id }, subject },
  ...more,
});
const asked = (more: object = {}) => ({
  resourceType: 'Parameters',
  parameter: [{ name: 'reason', valueString: 'Unconscious, allergies unknown' }, more].filter((one) => 'name' in one),
});

let server: SignedIn;
let clinician: Ask & { account: string };
let officer: Ask;
let feed: Ask;

beforeAll(async () => {
  server = await signedIn({ CHARTHOUSE_PART_TWO_PROGRAMS: 'Organization/detox' });
  feed = await server.somebody('Feed', { kind: 'service', roles: ['feed'] });
  for (const resource of [
    { resourceType: 'Organization', id: 'detox', name: 'Detox' },
    { resourceType: 'Patient', id: 'ada' },
    { resourceType: 'Patient', id: 'self' },
    { resourceType: 'Practitioner', id: 'bo' },
    {
      ...{ resourceType: 'Person', id: 'bo' },
      link: [{ target: { reference: 'Practitioner/bo' } }, { target: { reference: 'Patient/self' } }],
    },
    note('plain'),
    note('hiv', label('HIV')),
    note('therapy', label('PSYTHPN')),
    {
      ...{ resourceType: 'Consent', id: 'no', status: 'active', patient: subject },
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
      category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
      ...{ policyRule: { coding: [{ system: actCode, code: 'OPTOUT' }] } },
    },
    {
      resourceType: 'EpisodeOfCare',
      id: 'detox',
      status: 'active',
      patient: subject,
      managingOrganization: { reference: 'Organization/detox' },
    },
  ]) {
    const reply = await feed(`PUT /${resource.resourceType}/${resource.id}`, resource);
    expect(reply.status, reply.text).toBe(201);
  }
  clinician = await server.somebody('Bo', { roles: ['clinician'], fhirUser: 'Practitioner/bo' });
  officer = await server.somebody('Officer', { roles: ['privacy-officer'] });
});
afterAll(() => server.close());

describe('the glass', () => {
  it('stays whole without role, reason, purpose or fresh sign-in, for the own chart, and for longer than may be', async () => {
    const coder = await server.somebody('Coder', { roles: ['coder'] });
    const tired = await server.somebody('Tired', { roles: ['clinician'], signedIn: 3_600 });
    const line = 'POST /Patient/ada/$break-the-glass';
    expect((await coder(line, asked())).status).toBe(403);
    expect((await clinician(line, { resourceType: 'Parameters' })).status).toBe(403);
    expect((await clinician(line, asked({ name: 'purpose', valueCode: 'TREAT' }))).status).toBe(403);
    expect((await clinician(line, asked({ name: 'minutes', valuePositiveInt: 61 }))).status).toBe(403);
    expect((await clinician('POST /Patient/self/$break-the-glass', asked())).status).toBe(403);
    expect((await clinician('POST /Patient/nobody/$break-the-glass', asked())).status).toBe(404);
    const stale = await tired(line, asked());
    expect([stale.status, stale.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('max_age')]);
    expect((await officer('GET /Task?code=review-break-the-glass')).json.entry).toBeUndefined();
  });

  it('opens one record, but what nobody may lift; tells the privacy officer and asks for reviews', async () => {
    expect((await clinician('GET /Observation/plain')).status).toBe(404);
    const opened = await clinician(
      'POST /Patient/ada/$break-the-glass',
      asked({ name: 'minutes', valuePositiveInt: 5 }),
    );
    expect(opened.status, opened.text).toBe(200);
    const seen = await clinician('GET /Observation?subject=Patient/ada');
    expect(seen.json.entry.map((one: { resource: { id: string } }) => one.resource.id).sort()).toEqual([
      'hiv',
      'plain',
    ]);
    expect(seen.headers.get('charthouse-emergency-access')).toMatch(/^until=\d{4}-.*Z$/);
    expect((await clinician('GET /EpisodeOfCare/detox')).status).toBe(200);
    expect((await clinician('GET /Observation/therapy')).status).toBe(404);
    expect((await clinician('GET /Patient/self')).status).toBe(404);

    const tasks = (await officer('GET /Task?status=requested&patient=ada&_include=Task:focus')).json.entry;
    const resources = tasks.map((one: { resource: object }) => one.resource);
    expect(resources.map((one: { resourceType: string }) => one.resourceType).sort()).toEqual([
      'Communication',
      'Task',
      'Task',
    ]);
    expect(
      resources.flatMap((one: { code?: { coding: [{ code: string }] } }) => one.code?.coding[0].code ?? []).sort(),
    ).toEqual(['review-break-the-glass', 'write-up-part-2-emergency']);
    expect(JSON.stringify(resources)).toContain('Bo opened the record of Patient/ada in an emergency: Unconscious');
  });

  it('what it leaves is moved by the privacy officer alone', async () => {
    const found = await officer('GET /Task?status=requested&patient=ada&_include=Task:focus');
    const left: readonly { resourceType: string; id: string; status: string }[] = found.json.entry.map(
      ({ resource }: { resource: object }) => resource,
    );
    expect(left).toHaveLength(3);
    const patch = [{ op: 'replace', path: '/priority', value: 'routine' }];
    const patched = { 'content-type': 'application/json-patch+json' };
    for (const one of left) {
      const name = `${one.resourceType}/${one.id}`;
      const { code, topic, ...plain } = one as { code?: object; topic?: object } & typeof one;
      const body = { ...plain, ...(code && { code: { text: 'nothing' } }) };
      for (const ask of [clinician, feed]) {
        expect((await ask(`GET /${name}`)).status).toBe(200);
        const put = await ask(`PUT /${name}`, body);
        expect(put.status, put.text).toBe(403);
        expect((await ask(`PATCH /${name}`, patch, patched)).status).toBe(403);
        expect((await ask(`DELETE /${name}`)).status).toBe(403);
      }
    }
    const task = left.find(({ resourceType }) => resourceType === 'Task')!;
    const claim = [
      { op: 'replace', path: '/status', value: 'in-progress' },
      { op: 'add', path: '/owner', value: { display: 'Officer' } },
    ];
    const claimed = await officer(`PATCH /Task/${task.id}`, claim, patched);
    expect(claimed.status, claimed.text).toBe(200);
    const release = [
      { op: 'replace', path: '/status', value: 'requested' },
      { op: 'remove', path: '/owner' },
    ];
    expect((await officer(`PATCH /Task/${task.id}`, release, patched)).status).toBe(200);
  });

  it('is the only way to act for an emergency; other purposes are stated, if they are for one of the roles', async () => {
    const stated = (purpose: string) => officer('GET /Observation/plain', undefined, { 'purpose-of-use': purpose });
    expect([(await stated('FRAUD')).status, (await stated('HMARKT')).status, (await stated('BTG')).status]).toEqual([
      ...[200, 403, 403],
    ]);
    expect((await stated('"')).status).toBe(400);
    await new Promise((done) => setTimeout(done, 60));
    const { rows } = await server.db.query(
      `select 1 from access_log join access_who using (who) where purpose = 'FRAUD'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('is in the access log with what was done under it', async () => {
    await new Promise((done) => setTimeout(done, 60));
    const { rows } = await server.db.query(
      `select action, policy, status from access_log l join access_who w using (who) where w.usr = $1 and action in ('$break-the-glass', 'search') order by l.at`,
      [clinician.account],
    );
    expect(rows.filter(({ action, status }) => action === '$break-the-glass' && status === 200)).toEqual([
      expect.objectContaining({ policy: 'break-the-glass' }),
    ]);
  });

  it('mends early when asked to, at once', async () => {
    expect((await clinician('POST /Patient/self/$end-break-the-glass')).status).toBe(404);
    expect((await clinician('POST /Patient/ada/$end-break-the-glass')).status).toBe(200);
    expect((await clinician('GET /Observation/plain')).status).toBe(404);
    expect((await clinician('POST /Patient/ada/$end-break-the-glass')).status).toBe(404);
  });

  it('mends by itself when its time is up', async () => {
    expect((await clinician('POST /Patient/ada/$break-the-glass', asked())).status).toBe(200);
    expect((await clinician('GET /Observation/plain')).status).toBe(200);
    await server.db.query(`update break_glass set until = now() where ended is null`);
    const after = await clinician('GET /Observation/plain');
    expect([after.status, after.headers.get('charthouse-emergency-access')]).toEqual([404, null]);
  });
});
