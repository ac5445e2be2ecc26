/** Consents as rows decide as Consents do when they are read from the outside in. */
import type { ConsentTest, JsonObject, Resource } from '@charthouse/fhir-model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consentAllows, consentRows, factsOf } from '../index.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const resourceTypes = 'http://hl7.org/fhir/resource-types';
const actors = ['Practitioner/1', 'Practitioner/2'];
const purposes = ['TREAT', 'HPAYMT'];
const types = ['Observation', 'Condition'];
const labels = ['HIV', 'PSYTHPN'];
const codes = ['a', 'b'];

const some = <T>(values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined, freq: 1 });

const dimensions = fc.record({
  actor: some(actors),
  purpose: some(purposes),
  class: some(types),
  securityLabel: some(labels),
  code: some(codes),
});

interface Rule {
  readonly type: 'permit' | 'deny';
  readonly when: { readonly [name in Dimension]?: readonly string[] | undefined };
  readonly inside: readonly Rule[];
}

type Dimension = 'actor' | 'purpose' | 'class' | 'securityLabel' | 'code';

const asElement: Readonly<Record<Dimension, (value: string) => JsonObject>> = {
  actor: (reference: string) => ({ role: {}, reference: { reference } }),
  purpose: (code: string) => ({ code }),
  class: (code: string) => ({ system: resourceTypes, code }),
  securityLabel: (code: string) => ({ system: actCode, code }),
  code: (code: string) => ({ coding: [{ system: 'http://x', code }] }),
};

const ruleOf = (depth: number): fc.Arbitrary<Rule> =>
  fc.record({
    type: fc.constantFrom('permit', 'deny'),
    when: dimensions,
    inside: depth === 0 ? fc.constant([]) : fc.array(ruleOf(depth - 1), { maxLength: 3 }),
  });
const rule = ruleOf(3);

function provisionOf({ type, when, inside }: Rule): JsonObject {
  const elements = Object.entries(asElement).flatMap(([name, make]) => {
    const values = when[name as Dimension];
    return values ? [[name, values.map((value) => make(value))] as const] : [];
  });
  return { type, ...Object.fromEntries(elements), provision: inside.map(provisionOf) };
}

const consentOf = (root: Rule, id: string): Resource => ({
  resourceType: 'Consent',
  id,
  status: 'active',
  scope: { coding: [{ code: 'patient-privacy' }] },
  patient: { reference: 'Patient/p' },
  provision: provisionOf(root),
});

interface Question {
  readonly actor: string;
  readonly purpose: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly codes: readonly string[];
}

const question: fc.Arbitrary<Question> = fc.record({
  actor: fc.constantFrom(...actors),
  purpose: fc.constantFrom(...purposes),
  type: fc.constantFrom(...types),
  labels: fc.subarray(labels),
  codes: fc.subarray(codes),
});

/** Undefined: the rule does not apply. Else what the innermost rules say, one denial being enough. */
function naive(one: Rule, asked: Question): 'permit' | 'deny' | undefined {
  const { actor, purpose, class: type, securityLabel, code } = one.when;
  const applies =
    (!actor || actor.includes(asked.actor)) &&
    (!purpose || purpose.includes(asked.purpose)) &&
    (!type || type.includes(asked.type)) &&
    (!securityLabel || securityLabel.some((label) => asked.labels.includes(label))) &&
    (!code || code.some((value) => asked.codes.includes(value)));
  if (!applies) return undefined;
  const exceptions = one.inside.map((inner) => naive(inner, asked)).filter((said) => said !== undefined);
  if (exceptions.length === 0) return one.type;
  return exceptions.includes('deny') ? 'deny' : 'permit';
}

/** Whether an innermost permission names the label, itself or around it. */
function permitsExpressly(one: Rule, asked: Question, label: string, named = false): boolean {
  if (naive({ ...one, inside: [] }, asked) === undefined) return false;
  const names = named || (one.when.securityLabel?.includes(label) ?? false);
  const exceptions = one.inside.filter((inner) => naive(inner, asked) !== undefined);
  if (exceptions.length === 0) return one.type === 'permit' && names;
  return exceptions.some((inner) => permitsExpressly(inner, asked, label, names));
}

function ask(roots: readonly Rule[], asked: Question, needs: readonly string[]): boolean {
  const resource: Resource = {
    resourceType: asked.type,
    id: 'o',
    code: { coding: asked.codes.map((code) => ({ system: 'http://x', code })) },
  };
  const facts = { ...factsOf(resource, { labels: asked.labels, states: [] }), referredFrom: [] };
  const about: ConsentTest = {
    actors: [asked.actor],
    purposes: [asked.purpose],
    purposesDenied: [asked.purpose],
    action: 'access',
    needs,
  };
  const rows = roots.flatMap((root, i) => consentRows(consentOf(root, `c${i}`)));
  return consentAllows(rows, { ...about, now: 0 }, facts);
}

test('one denial is enough, wherever it is nested', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 3 }), question, (roots, asked) => {
      expect(ask(roots, asked, [])).toBe(roots.every((root) => naive(root, asked) !== 'deny'));
    }),
    { numRuns: 500 },
  );
});

test('a label that needs an express consent is seen with one, and not with a general one', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 3 }), question, (roots, asked) => {
      const denied = roots.some((root) => naive(root, asked) === 'deny');
      const needed = asked.labels.includes('PSYTHPN');
      const named = roots.some((root) => permitsExpressly(root, asked, 'PSYTHPN'));
      expect(ask(roots, asked, ['PSYTHPN'])).toBe(!denied && (!needed || named));
    }),
    { numRuns: 500 },
  );
});

test('one more consent that denies never opens anything', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 2 }), rule, question, (roots, root, asked) => {
      const more = ask([...roots, { ...root, type: 'deny', inside: [] }], asked, ['PSYTHPN']);
      if (more) expect(ask(roots, asked, ['PSYTHPN'])).toBe(true);
    }),
    { numRuns: 300 },
  );
});
