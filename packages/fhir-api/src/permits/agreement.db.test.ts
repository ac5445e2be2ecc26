/** What the SQL of a permit takes in is what `sees` of the room `access` does: of random permits, on random rows. */
import { type AccessRows, factsOf, patientOf, type Seen, sees } from '@charthouse/access';
import type { AccessClass, ConsentRow, Grant, PermitFilter, Reach, Resource } from '@charthouse/fhir-model';
import type { SearchRow } from '@charthouse/fhir-search';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../door.testing.ts';

const day = 86_400_000;
const now = Date.now();
const patients = ['p1', 'p2', 'p3'];
const actors = ['Practitioner/a', 'Practitioner/b', 'Organization/o'];
const labels = ['R', 'V', 'ETH', 'HIV'];
const codes = ['urn:code|x', 'urn:code|y'];
const dates = ['2020-01-01T00:00:00.000Z', '2023-01-01T00:00:00.000Z'];
const purposes = ['TREAT', 'HPAYMT', 'ETREAT'];

/** Always the same numbers: a failure is found again. */
const sampled = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed = 7) =>
  fc.sample(arbitrary, { numRuns: count, seed });
const some = <T>(list: readonly T[]) => fc.subarray([...list], { minLength: 1 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const one = <T>(list: readonly T[]) => fc.constantFrom(...list);

const classes: fc.Arbitrary<AccessClass> = fc
  .record({
    labels: fc.subarray(labels).map((list) => list.sort()),
    facility: maybe(one(['Organization/o', 'Organization/q'])),
    states: fc.subarray(['draft', 'held'] as const),
  })
  .map(({ facility, ...rest }) => ({ ...rest, ...(facility && { facility }) }));

const observations: fc.Arbitrary<Omit<Resource, 'resourceType'>> = fc.record({
  status: one(['final', 'amended']),
  code: one(codes).map((token) => ({ coding: [{ system: token.split('|')[0], code: token.split('|')[1] }] })),
  subject: one(patients).map((id) => ({ reference: `Patient/${id}` })),
  effectiveDateTime: maybe(one(dates)),
  performer: maybe(one(actors).map((reference) => [{ reference }])),
  derivedFrom: maybe(one(['obs-0', 'obs-1']).map((id) => [{ reference: `Observation/${id}` }])),
}) as fc.Arbitrary<Omit<Resource, 'resourceType'>>;

const rule = fc.record({
  effect: one(['permit', 'deny', 'deny', 'none'] as const),
  parent: fc.nat(3),
  actors: maybe(some(actors)),
  actions: maybe(some(['access', 'disclose'] as const)),
  purposes: maybe(some(purposes)),
  classes: maybe(some(['Observation', 'Patient', ...codes])),
  codes: maybe(maybe(some(codes))),
  labels: maybe(some([...labels, 'N'])),
  data: maybe(
    maybe(
      fc
        .record({
          meaning: one(['instance', 'related', 'dependents', 'authoredby'] as const),
          reference: one(['Observation/obs-0', 'Observation/obs-1', 'Practitioner/a']),
        })
        .map((item) => [item]),
    ),
  ),
  from: maybe(one([now - 9 * day, now + 9 * day])),
  to: maybe(one([now - 8 * day, now + 8 * day])),
  dataFrom: maybe(maybe(one([Date.parse('2021-01-01')]))),
  dataTo: maybe(maybe(one([Date.parse('2022-01-01')]))),
  names: fc.subarray(labels),
});

/** The first provision is around all others; each other is in one before it. */
const consents = fc.record({ patient: one(patients), rules: fc.array(rule, { minLength: 1, maxLength: 4 }) });

function rowsOf(consent: string, { patient, rules }: { patient: string; rules: readonly ReturnType<typeof made>[] }) {
  const rows: ConsentRow[] = [];
  rules.forEach(({ parent, ...own }, place) => {
    const around = place === 0 ? undefined : rows[parent % place]!;
    const within = around ? [...around.within, around.rule] : [];
    rows.push(JSON.parse(JSON.stringify({ ...own, consent, patient, rule: place, within })));
  });
  return rows;
}
const made = () => sampled(rule, 1)[0]!;

const reaches: fc.Arbitrary<Reach> = fc.oneof(
  fc.record({ kind: fc.constant('patients' as const), ids: some(patients) }),
  fc.record({
    ...{ kind: fc.constant('care' as const), actors: some(actors) },
    ...{ lead: one([0, 10 * day]), grace: one([0, 10 * day]) },
  }),
  fc.record({ kind: fc.constant('authored' as const), actors: some(actors) }),
);

const grants = fc
  .record({
    types: maybe(some(['Observation', 'Patient'])),
    reach: maybe(fc.array(reaches, { minLength: 1, maxLength: 2 })),
    except: maybe(maybe(some(patients))),
    patientsWithout: maybe(maybe(some(['VIP', 'EMP']))),
    classes: maybe(
      fc.record({
        labels: maybe(some(labels)),
        with: maybe(maybe(fc.array(some(labels), { maxLength: 2 }))),
        without: fc.subarray(['draft', 'held'] as const),
        facilities: maybe(maybe(some(['Organization/o']))),
        of: maybe(maybe(maybe(some(['Organization/o'])))),
      }),
    ),
    consent: maybe(
      fc.record({
        ...{ actors: some(actors), purposes: some(purposes), purposesDenied: some(purposes) },
        ...{ action: one(['access', 'disclose'] as const), needs: fc.subarray(labels) },
        emergency: maybe(maybe(fc.constant(true as const))),
      }),
    ),
  })
  .map((grant) => JSON.parse(JSON.stringify(grant)) as Grant);

let server: TestServer;
let seen: Seen[];
let rows: AccessRows;
const resources: Resource[] = [];

beforeAll(async () => {
  server = await testServer();
  const people = patients.map((id, i) => ({ resourceType: 'Patient', id, gender: i === 0 ? 'male' : 'female' }));
  const measured = sampled(observations, 40).map((own, i) => ({
    ...JSON.parse(JSON.stringify(own)),
    resourceType: 'Observation',
    id: `obs-${i}`,
  }));
  resources.push(...people, ...measured);
  const own = sampled(classes, resources.length).map((drawn, i) => (i % 3 ? { labels: [], states: [] } : drawn));
  const refersTo = new Map(resources.map((of, i) => [nameOf(of), factsOf(of, own[i]!).refersTo]));
  seen = resources.map((of, i) => {
    const patient = patientOf(of);
    const referredFrom = [...refersTo].filter(([, to]) => to.includes(nameOf(of))).map(([name]) => name);
    return { ...factsOf(of, own[i]!), referredFrom, class: own[i]!, matches: () => true, ...(patient && { patient }) };
  });
  rows = {
    consents: sampled(consents, 9).flatMap((drawn, i) => rowsOf(`c${i}`, drawn)),
    care: [
      { patient: 'p1', actor: 'Practitioner/a' },
      { patient: 'p2', actor: 'Practitioner/a', from: now + 5 * day },
      { patient: 'p2', actor: 'Practitioner/b', to: now - 5 * day },
    ],
    patientLabels: [{ patient: 'p3', label: 'VIP' }],
  };
  const { store, search } = server.parts;
  await store.transaction((tx) =>
    tx.write(
      resources.map((resource, i) => ({
        ...{ type: resource.resourceType, id: resource.id!, op: 'create', version: 1, lastUpdated: now },
        ...{ body: JSON.stringify(resource), index: search.extract({ ...resource, meta: { lastUpdated: dates[0]! } }) },
        access: { class: own[i]!, ...(i === 0 && { rows }) },
      })),
    ),
  );
});

afterAll(() => server.close());

const nameOf = ({ resourceType, type, id }: { resourceType?: unknown; type?: unknown; id?: unknown }) =>
  `${resourceType ?? type}/${id}`;

it('agrees on every resource, also in searches through others, in includes and in counts', async () => {
  const { store, search } = server.parts;
  const filters: PermitFilter[] = sampled(fc.array(grants, { minLength: 1, maxLength: 2 }), 150).map((list) => ({
    grants: list,
  }));
  let hidden = 0;
  for (const filter of filters) {
    const expected = new Set(seen.filter((one) => sees(filter, one, { rows, now: Date.now() })).map(nameOf));
    const shown = await store
      .under(search.visible(filter))
      .readMany(resources.map((of) => ({ type: of.resourceType, id: of.id! })));
    expect([...shown.keys()].sort(), JSON.stringify(filter)).toEqual([...expected].sort());
    hidden += resources.length - expected.size;
  }
  expect(hidden).toBeGreaterThan(1000);
  expect(hidden).toBeLessThan(filters.length * resources.length - 1000);
});

it('says of no type that all but marked ones are seen where one of the others is not', () => {
  const unmarked = { ...rows, patientLabels: [], consents: rows.consents.filter(({ effect }) => effect !== 'deny') };
  const plain = seen.filter(({ class: own }) => own.labels.length + own.states.length === 0 && !own.facility);
  expect(plain.length).toBeGreaterThan(3);
  let open = 0;
  for (const list of sampled(fc.array(grants, { minLength: 1, maxLength: 2 }), 3_000, 9)) {
    const filter = { grants: list };
    for (const one of plain) {
      if (!server.parts.search.visible(filter).openTo(one.type)) continue;
      expect(sees(filter, one, { rows: unmarked, now }), JSON.stringify(filter)).toBe(true);
      open++;
    }
  }
  expect(open).toBeGreaterThan(300);
});

it('agrees on reads by id of several people that arrive together', async () => {
  const { store, search } = server.parts;
  const cared = ['Practitioner/a', 'Practitioner/b'].map((actor) => ({
    reach: [{ kind: 'care' as const, actors: [actor], lead: 0, grace: 10 * day }],
  }));
  const filters: PermitFilter[] = [...cared, ...sampled(grants, 20, 5)].map((grant) => ({ grants: [grant] }));
  const read = await Promise.all(
    resources.flatMap(({ resourceType: type, id = '' }) =>
      filters.map(async (filter) => (await store.under(search.visible(filter)).read(type, id)) !== undefined),
    ),
  );
  expect(read).toEqual(seen.flatMap((one) => filters.map((filter) => sees(filter, one, { rows, now: Date.now() }))));
});

it('searches as if what is hidden were not there', async () => {
  const { store, search } = server.parts;
  for (const list of sampled(fc.array(grants, { minLength: 1, maxLength: 2 }), 40, 8)) {
    const filter = { grants: list };
    const visible = resources.filter((_, i) => sees(filter, seen[i]!, { rows, now: Date.now() }));
    const of = (type: string, test: (one: Resource) => boolean) =>
      visible
        .filter((one) => one.resourceType === type && test(one))
        .map(nameOf)
        .sort();
    const limited = search.under(filter);
    const found = async (type: string, query: readonly (readonly [string, string])[]) => {
      const parsed = await limited.refine(
        limited.parse({ type }, [...query, ['_count', '100']], { strict: true }),
        store.search,
      );
      const page = await store.search<SearchRow>(limited.page(parsed));
      const [counted] = await store.search<{ total: number }>(limited.total(parsed));
      expect(counted?.total).toBe(page.length);
      const statement = limited.includes(parsed, page, 0);
      const included = statement ? await store.search<SearchRow>(statement) : [];
      return [...page, ...included].map(({ tid, id }) => `${store.ids.typeName(tid)}/${id}`).sort();
    };
    const isX = ({ code }: Resource) => JSON.stringify(code).includes('"x"');
    const women = of('Patient', ({ gender }) => gender === 'female');
    const about = (one: Resource) => (one.subject as { reference: string }).reference;
    const message = JSON.stringify(filter);
    expect(await found('Observation', [['code', 'x']]), message).toEqual(of('Observation', isX));
    // Where only patients in care are reached, theirs are read first: with nothing else asked, few match nothing.
    for (const order of ['date', '-date', '_id'])
      expect(await found('Observation', [['_sort', order]]), message).toEqual(of('Observation', () => true));
    expect(await found('Observation', [['patient.gender', 'female']]), message).toEqual(
      of('Observation', (one) => women.includes(about(one))),
    );
    const reached = of('Patient', (one) =>
      visible.some((other) => other.resourceType === 'Observation' && isX(other) && about(other) === nameOf(one)),
    );
    expect(await found('Patient', [['_has:Observation:patient:code', 'x']]), message).toEqual(reached);
    const revealed = [...women, ...of('Observation', (one) => women.includes(about(one)))].sort();
    expect(
      await found('Patient', [
        ['gender', 'female'],
        ['_revinclude', 'Observation:patient'],
        ['_sort', '-_lastUpdated'],
      ]),
      message,
    ).toEqual(revealed);
  }
});
