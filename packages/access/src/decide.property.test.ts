/** Whatever the person, the token and the record are: policies only narrow, and a denial wins. */
import type { Resource } from '@charthouse/fhir-model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterOf } from './filter-of.ts';
import { type Decision, decide, type Person, policies, roles, sees } from './index.ts';
import type { Ask, Draft } from './policies/policy.ts';
import { purposeChain } from './purposes.ts';
import { now, recordOf, testState } from './record.testing.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const security = (...codes: string[]) => ({ security: codes.map((code) => ({ system: actCode, code })) });
const of = (id: string) => ({ reference: `Patient/${id}` });
const me = { reference: 'Practitioner/1' };

const labels = ['HIV', 'ETH', 'PSYTHPN', '42CFRPart2', 'TBOO', 'ADOL', 'R', 'unknown'];

const pool: readonly Resource[] = [
  { resourceType: 'Patient', id: 'p' },
  { resourceType: 'Patient', id: 'q' },
  { resourceType: 'Organization', id: 'house' },
  { resourceType: 'Encounter', id: 'e', status: 'in-progress', subject: of('p'), participant: [{ individual: me }] },
  { resourceType: 'Task', id: 't', status: 'requested', for: of('q'), owner: me },
  { resourceType: 'Flag', id: 'f', status: 'active', subject: of('q'), code: { coding: security('CEL').security } },
  { resourceType: 'Claim', id: 'c', status: 'active', patient: of('p') },
  { resourceType: 'AuditEvent', id: 'a' },
  { resourceType: 'DocumentReference', id: 'd', docStatus: 'preliminary', subject: of('p'), author: [me] },
  ...['p', 'q'].flatMap((id): Resource[] => [
    { resourceType: 'Observation', id: `o-${id}`, subject: of(id) },
    {
      resourceType: 'DocumentReference',
      id: `n-${id}`,
      subject: of(id),
      custodian: { reference: 'Organization/program' },
    },
  ]),
];

const consent = (id: string, provision: Resource['provision']): Resource => ({
  resourceType: 'Consent',
  id: `consent-${id}`,
  status: 'active',
  scope: { coding: [{ code: 'patient-privacy' }] },
  patient: of('p'),
  policyRule: { coding: [{ code: '42CFRPart2' }] },
  ...(provision !== undefined && { provision }),
});
const consents: readonly Resource[] = [
  consent('permit', { type: 'permit' }),
  consent('treat', { type: 'permit', purpose: [{ code: 'TREAT' }] }),
  consent('me', { type: 'deny', actor: [{ reference: me }] }),
  consent('notes', {
    type: 'deny',
    class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'DocumentReference' }],
  }),
];

const resource = fc.record({ one: fc.constantFrom(...pool), labels: fc.subarray(labels, { maxLength: 2 }) });
const record = fc
  .tuple(
    fc.uniqueArray(resource, { selector: ({ one }) => `${one.resourceType}/${one.id}` }),
    fc.subarray([...consents]),
  )
  .map(([some, given]) => [...some.map(({ one, labels: own }) => ({ ...one, meta: security(...own) })), ...given]);

const scopes = [
  'patient/*.rs',
  'user/*.cruds',
  'user/Observation.rs?category=x',
  'user/Patient.r',
  'system/*.rs',
  'openid',
];
const kinds = ['staff', 'service', 'patient'] as const;
const glass = { patient: 'q', reason: 'Unconscious in the ED', purpose: 'BTG', until: now + 1 };
const person: fc.Arbitrary<Person> = fc.constantFrom(...kinds).chain((kind) => {
  const own = Object.values(roles).filter((role) => role.kinds.includes(kind));
  return fc
    .record({
      roles: fc.subarray(own, { minLength: 1 }),
      patient: fc.constantFrom(undefined, 'p'),
      facilities: fc.constantFrom(undefined, ['Organization/house'], ['Organization/program']),
      ownCharts: fc.constantFrom(undefined, ['p']),
      breakGlass: fc.constantFrom(undefined, glass),
      scopes: fc.option(fc.subarray(scopes), { nil: undefined }),
    })
    .chain((rest) =>
      fc.constantFrom(undefined, ...rest.roles.flatMap(({ purposes }) => purposes)).map((purpose) =>
        compact({
          ...rest,
          purpose,
          user: '1',
          name: 'x',
          kind,
          fhirUser: 'Practitioner/1',
          roles: rest.roles.map(({ id }) => id),
        }),
      ),
    );
});
const call = fc.record({
  interaction: fc.constantFrom('search', 'read', 'create', 'update', 'delete'),
  type: fc.constantFrom('Observation', 'Patient', 'DocumentReference', 'Organization', 'Task'),
});

function compact(value: { readonly [name in keyof Person]: Person[name] | undefined }): Person {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as unknown as Person;
}

const searching = { interaction: 'search' };
function shown(decision: Decision, resources: readonly Resource[]): readonly string[] {
  const { rows, seen } = recordOf(resources);
  if (!decision.allowed) return [];
  return [...seen].filter(([, one]) => sees(decision.filter, one, { rows, now })).map(([name]) => name);
}
const runs = { numRuns: 150 };

test('a token never gives more than its person has, and never more than with one more scope', () => {
  fc.assert(
    fc.property(person, record, ({ scopes: own = scopes, ...whole }, resources) => {
      const all = shown(decide(whole, searching, testState), resources);
      const token = shown(decide({ ...whole, scopes: own }, searching, testState), resources);
      const less = shown(decide({ ...whole, scopes: own.slice(1) }, searching, testState), resources);
      expect(all).toEqual(expect.arrayContaining([...token]));
      expect(token).toEqual(expect.arrayContaining([...less]));
    }),
    runs,
  );
});

test('no policy makes a grant wider', () => {
  fc.assert(
    fc.property(person, record, (one, resources) => {
      const own = one.roles.flatMap((id) => roles[id] ?? []);
      const ask: Ask = { person: one, state: testState, roles: own, action: 'access' };
      const { rows, seen } = recordOf(resources);
      const within = (drafts: readonly Draft[]) => {
        const filter = filterOf(drafts);
        return [...seen.values()].filter((each) => sees(filter, each, { rows, now }));
      };
      let drafts = policies.flatMap((policy) => policy.grants?.(ask) ?? []);
      for (const { narrows } of policies)
        drafts = drafts.flatMap((draft) => {
          const narrowed = narrows?.(draft, ask) ?? [draft];
          expect(within([draft])).toEqual(expect.arrayContaining(within(narrowed)));
          for (const { rights } of narrowed) expect(draft.rights).toEqual(expect.arrayContaining([...rights]));
          return narrowed;
        });
    }),
    { numRuns: 60 },
  );
});

test('one more label, one more denial or no role less never shows anything more', () => {
  fc.assert(
    fc.property(person, record, fc.constantFrom(...labels), (one, resources, label) => {
      const decision = decide(one, searching, testState);
      const before = shown(decision, resources);
      const labelled = resources.map((each) => ({
        ...each,
        meta: { security: [...((each.meta?.security as []) ?? []), ...security(label).security] },
      }));
      expect(before).toEqual(expect.arrayContaining([...shown(decision, labelled)]));
      const denied = [...resources, consent('all', { type: 'deny' })];
      const after = shown(decision, denied).filter((name) => name !== 'Consent/consent-all');
      expect(before).toEqual(expect.arrayContaining(after));
    }),
    runs,
  );
});

test('broken glass opens one patient and never the notes of psychotherapy', () => {
  fc.assert(
    fc.property(person, record, (one, resources) => {
      const { breakGlass: _, ...calm } = one;
      const before = shown(decide(calm, searching, testState), resources);
      const { seen } = recordOf(resources);
      for (const name of shown(decide({ ...calm, breakGlass: glass }, searching, testState), resources)) {
        if (before.includes(name)) continue;
        expect(seen.get(name)?.patient).toBe('q');
        expect(seen.get(name)?.class.labels).not.toContain('PSYTHPN');
      }
    }),
    runs,
  );
});

test('what a call may change was granted for that change, by role and by scope', () => {
  fc.assert(
    fc.property(person, call, (one, asked) => {
      const decision = decide(one, asked, testState);
      if (!decision.allowed || ['read', 'search'].includes(asked.interaction)) return;
      const right = asked.interaction[0] as 'c' | 'u' | 'd';
      const may = one.roles.flatMap((id) => roles[id]!.permissions).filter(({ rights }) => rights.includes(right));
      for (const { types = [] } of decision.changes?.grants ?? [])
        for (const type of types) expect(may.some((permission) => permission.types.includes(type))).toBe(true);
    }),
    runs,
  );
});

test('nobody who is unknown is allowed anything, nor is anybody when policies cannot be read', () => {
  fc.assert(
    fc.property(person, call, (one, asked) => {
      expect(decide({ ...one, kind: 'anonymous' }, asked, testState).allowed).toBe(false);
      expect(decide(one, asked, undefined).allowed).toBe(false);
    }),
    runs,
  );
});

test('a purpose that was stated is the one that is decided by and recorded', () => {
  fc.assert(
    fc.property(person, call, (one, asked) => {
      const decision = decide(one, asked, testState);
      if (decision.allowed && one.purpose) expect(purposeChain(one.purpose)[0]).toBe(decision.purpose);
    }),
    runs,
  );
});
