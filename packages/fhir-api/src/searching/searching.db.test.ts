/** What a client is told of a search's limits and totals; pages while others write. https://hl7.org/fhir/R4/search.html */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reply, request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ includeLimit: 3, pageLimit: 10_000 });
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

interface Entry {
  readonly resource: { readonly resourceType: string; readonly id: string };
  readonly search: { readonly mode: string };
}

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const observation = (id: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'urn:code', code: 'common' }] },
  ...more,
});
const put = (resource: { resourceType: string; id: string }) => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
});
const write = async (entry: readonly object[]) => {
  const answer = await send('POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  expect(answer.status).toBe(200);
};

describe('included resources', () => {
  it('are limited on a page, and the page says that some are missing', async () => {
    const subject = { reference: 'Patient/included' };
    const about = [1, 2, 3, 4, 5].map((n) => put(observation(`about-${n}`, { subject })));
    await write([put({ resourceType: 'Patient', id: 'included' }), ...about]);
    const found = await send('GET /Patient?_id=included&_revinclude=Observation:subject');
    const entries: Entry[] = found.json.entry;
    expect(entries.map(({ search }) => search.mode)).toEqual(['match', 'include', 'include', 'include', 'outcome']);
    expect(entries.at(-1)!.resource).toMatchObject({
      issue: [
        { severity: 'warning', code: 'incomplete', diagnostics: expect.stringMatching(/includes 3 resources at most/) },
      ],
    });
    // What the access log adds counts, too: of the patient and one observation, of five observations.
    for (const query of [
      'Patient?_id=included&_revinclude=Observation:subject&_revinclude=Provenance:target',
      'Observation?subject=included&_revinclude=Provenance:target',
    ]) {
      const { json } = await send(`GET /${query}`);
      const modes = (json.entry as Entry[]).map(({ search }) => search.mode).filter((mode) => mode !== 'match');
      expect(modes).toEqual(['include', 'include', 'include', 'outcome']);
    }
    const fewer = await send('GET /Patient?_id=included&_revinclude=Observation:encounter');
    expect(fewer.json.entry).toHaveLength(1);
  });
});

describe('contained resources', () => {
  const given = (dose: string) =>
    `{"resourceType":"MedicationRequest","id":"holds","status":"active","intent":"order","subject":{"display":"x"},"medicationReference":{"reference":"#m"},"contained":[{"resourceType":"Medication","id":"m","code":{"coding":[{"code":"held"}]},"extension":[{"url":"urn:x","valueDecimal":${dose}}]}]}`;
  const found = async (query: string) => {
    const { status, json, text } = await send(`GET /Medication?code=held&${query}`);
    expect(status).toBe(200);
    return { urls: (json.entry ?? []).map((entry: { fullUrl: string }) => entry.fullUrl.replace(/^.*R4./, '')), text };
  };

  it('are answered alone, as they stand in what contains them, or by what contains them; and are gone with it', async () => {
    expect((await send('PUT /MedicationRequest/holds', { body: given('1.50') })).json).toMatchObject({ id: 'holds' });
    const alone = await found('_contained=true&_containedType=contained');
    expect(alone.urls).toEqual(['MedicationRequest/holds#m']);
    expect(alone.text).toContain('"valueDecimal":1.50');
    expect((await found('_contained=true')).urls).toEqual(['MedicationRequest/holds']);
    expect((await found('_contained=both')).urls).toEqual(['MedicationRequest/holds']);
    expect((await found('_contained=false')).urls).toEqual([]);
    const included = await found('_contained=true&_containedType=contained&_revinclude=MedicationRequest:medication');
    expect(included.urls).toEqual(['MedicationRequest/holds#m', 'MedicationRequest/holds']);
    await send('PUT /MedicationRequest/holds', { body: given('1.50').replace('"held"', '"other"') });
    expect((await found('_contained=true')).urls).toEqual([]);
    await send('PUT /MedicationRequest/holds', { body: given('1.50') });
    expect((await found('_contained=true')).urls).toEqual(['MedicationRequest/holds']);
    await send('DELETE /MedicationRequest/holds');
    expect((await found('_contained=true&_containedType=contained')).urls).toEqual([]);
  });

  it('are never what a write by criteria means', async () => {
    const headers = { 'if-none-exist': 'code=held&_contained=true' };
    const answer = await send('POST /Medication', { headers, body: { resourceType: 'Medication' } });
    expect([answer.status, answer.json.issue[0].diagnostics]).toEqual([400, expect.stringMatching(/by a search only/)]);
  });
});

describe('values that nothing can have', () => {
  it('are refused when strict; else nothing is found, and an outcome entry says why', async () => {
    await send('PUT /Patient/active', { body: { resourceType: 'Patient', id: 'active', active: true } });
    const strict = await send('GET /Patient?active=maybe', { headers: { prefer: 'handling=strict' } });
    expect([strict.status, strict.json.issue[0].diagnostics]).toEqual([400, expect.stringMatching(/true or false/)]);
    const { status, json } = await send('GET /Patient?active=maybe');
    expect([status, json.total, json.entry.map(({ search }: Entry) => search.mode)]).toEqual([200, 0, ['outcome']]);
  });
});

describe('pages', () => {
  it.each(['_sort=_lastUpdated', '_sort=-_lastUpdated', '_sort=_id', '_sort=-date', '_sort=code', ''])(
    'lose and repeat nothing that stays as it is while others insert, update and delete: %s',
    async (order) => {
      const key = `order-${order.replace(/\W/g, '') || 'none'}`;
      const tagged = (name: string, year: number) =>
        observation(`${key}-${name}`.replaceAll('_', ''), {
          meta: { tag: [{ code: key }] },
          effectiveDateTime: `${2000 + year}-01-01`,
        });
      await write(Array.from({ length: 12 }, (_, n) => put(tagged(`stays-${n}`, n))));
      await write(Array.from({ length: 12 }, (_, n) => put(tagged(`changes-${n}`, n))));
      const disturb = (n: number) =>
        Promise.all([
          send(`PUT /Observation/${tagged(`new-${n}`, n).id}`, { body: tagged(`new-${n}`, n) }),
          send(`PUT /Observation/${tagged(`changes-${n}`, n).id}`, { body: tagged(`changes-${n}`, 20 - n) }),
          send(`DELETE /Observation/${tagged(`changes-${11 - n}`, n).id}`),
        ]);
      const found: string[] = [];
      let next: string | undefined = `/Observation?_tag=${key}&_count=5&${order}`;
      for (let n = 0; next !== undefined && n < 30; n++) {
        const [page]: [Reply, unknown] = await Promise.all([send(`GET ${next}`), n < 6 ? disturb(n) : undefined]);
        expect(page.status).toBe(200);
        found.push(...(page.json.entry ?? []).map(({ resource }: Entry) => resource.id));
        const link = page.json.link.find(({ relation }: { relation: string }) => relation === 'next');
        next = link?.url.replace(/^.*\/fhir\/R4/, '');
      }
      const stays = found.filter((id) => id.includes('-stays-'));
      expect(new Set(stays).size).toBe(stays.length);
      expect(stays).toHaveLength(12);
    },
  );
});

describe('_total=estimate', () => {
  it('is exact as long as it can be counted quickly, and says when it is not', async () => {
    const few = await send('GET /Patient?_total=estimate&_count=1');
    const all = await send('GET /Patient?_total=accurate&_count=1');
    expect([few.json.total, few.json.meta.tag]).toEqual([all.json.total, undefined]);
    for (let from = 0; from < 10_500; from += 3500)
      await write(Array.from({ length: 3500 }, (_, n) => put(observation(`many-${from + n}`))));
    const many = await send('GET /Observation?code=common&_total=estimate&_count=1');
    expect(many.json.meta.tag).toEqual([expect.objectContaining({ code: 'estimated-total' })]);
    expect(many.json.total).toBeGreaterThan(10_000);
    const counted = await send('GET /Observation?code=common&_total=accurate&_count=1');
    expect([counted.json.total > 10_500, counted.json.meta.tag]).toEqual([true, undefined]);
  }, 120_000);
});
