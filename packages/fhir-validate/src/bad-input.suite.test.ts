/** Hostile and mistaken input ends in bounded time with clear words. Times are generous: they tell hanging from working. */
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from './index.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

function profile(url: string, element: readonly JsonObject[], baseDefinition = `${base}Patient`): JsonObject {
  const shape = { resourceType: 'StructureDefinition', kind: 'resource', derivation: 'constraint', type: 'Patient' };
  return { ...shape, url, baseDefinition, differential: { element: [...element] } };
}

const rule = (expression: string) =>
  profile(`http://x.test/${expression}`, [
    {
      id: 'Patient.name',
      path: 'Patient.name',
      constraint: [{ key: 'r-1', severity: 'error', human: 'R', expression }],
    },
  ]);

function issuesOf(resource: JsonObject, loaded: readonly JsonObject[] = []): string[] {
  const validator = createValidator({ conformance: createConformance(loaded) });
  const profiles = loaded.map(({ url }) => String(url));
  const started = performance.now();
  const issues = validator.validate(resource, { profiles, warnings: true });
  expect(performance.now() - started).toBeLessThan(20_000);
  return issues
    .filter(({ diagnostics }) => !diagnostics.includes('dom-6'))
    .map(({ severity, code, expression, diagnostics }) => `${severity} ${code} ${expression}: ${diagnostics}`);
}

function nested(
  levels: number,
  leaf: JsonObject,
  around: (inner: JsonObject, level: number) => JsonObject,
): JsonObject {
  let own = leaf;
  for (let level = 0; level < levels; level++) own = around(own, level);
  return own;
}

const patient: JsonObject = { resourceType: 'Patient', name: [{ family: `${'a'.repeat(40)}!` }] };
const uuid = (at: number) => `urn:uuid:${at.toString(16).padStart(8, '0')}-e279-4b74-a8ff-2649ec968642`;

function bundle(count: number): JsonObject {
  const composition = {
    resourceType: 'Composition',
    status: 'final',
    type: { text: 'a' },
    date: '2020',
    author: [{ display: 'a' }],
    title: 'a',
    section: [{ title: 'a', entry: Array.from({ length: count - 1 }, (_, at) => ({ reference: uuid(at + 1) })) }],
  };
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: uuid(0) },
    timestamp: '2020-01-01T00:00:00Z',
    entry: Array.from({ length: count }, (_, at) => ({
      fullUrl: uuid(at),
      resource: at === 0 ? composition : { resourceType: 'Basic', code: { text: 'a' }, author: { display: 'a' } },
    })),
  };
}

describe('bad input', { timeout: 60_000 }, () => {
  it('a profile derived from itself is said to be', () => {
    const loaded = [
      profile('http://x.test/a', [], 'http://x.test/b'),
      profile('http://x.test/b', [], 'http://x.test/a'),
    ];
    expect(issuesOf(patient, loaded)).toEqual([
      expect.stringMatching(/^error not-supported Patient: The profile .* is derived from itself/),
      expect.stringMatching(/^error not-supported Patient: The profile .* is derived from itself/),
    ]);
  });

  it('an extension derived from itself is said to be', () => {
    const extension = { ...profile('http://x.test/e', [], 'http://x.test/e'), type: 'Extension' };
    const used = { ...patient, extension: [{ url: 'http://x.test/e', valueCode: 'a' }] };
    const validator = createValidator({ conformance: createConformance([extension]) });
    expect(validator.validate(used).map(({ code }) => code)).toContain('processing');
  });

  it('a profile of 5,000 elements works, one that takes too long does not keep others from being checked', () => {
    const slices = Array.from({ length: 5000 }, (_, at) => ({
      id: `Patient.extension:s${at}`,
      path: 'Patient.extension',
      sliceName: `s${at}`,
      type: [{ code: 'Extension', profile: [`http://x.test/e${at}`] }],
    }));
    const large = profile('http://x.test/large', slices);
    const other = profile('http://x.test/other', [{ id: 'Patient.gender', path: 'Patient.gender', min: 1 }]);
    const extended = (count: number) => ({
      ...patient,
      extension: Array.from({ length: count }, (_, at) => ({ url: `http://x.test/e${at}`, valueCode: 'a' })),
    });
    const missing = expect.stringContaining('Patient.gender is needed');
    expect(issuesOf(extended(3), [large, other]).filter((issue) => issue.startsWith('error'))).toEqual([missing]);
    expect(issuesOf(extended(400), [large, other]).filter((issue) => issue.startsWith('error'))).toEqual([
      expect.stringMatching(/^error too-costly Patient: The profile http:\/\/x.test\/large takes too many steps/),
      missing,
    ]);
  });

  it.each([
    [
      'by an element that is not there',
      'value at colour.code',
      { discriminator: [{ type: 'value', path: 'colour.code' }], rules: 'closed' },
    ],
    ['by nothing', 'names no discriminator', { rules: 'closed' }],
  ])('slices told apart %s are found by no item, which is told as the fault of the profile', (_title, why, slicing) => {
    const sliced = profile('http://x.test/sliced', [
      { id: 'Patient.name', path: 'Patient.name', slicing },
      { id: 'Patient.name:a', path: 'Patient.name', sliceName: 'a', min: 1 },
    ]);
    expect(issuesOf(patient, [sliced])).toEqual([
      expect.stringMatching(`^error processing Patient: The profile is at fault: .* Patient.name:a, as .*${why}`),
    ]);
  });

  it('slices told apart by something that is no path are said to be', () => {
    const slicing = { discriminator: [{ type: 'value', path: '((' }], rules: 'open' };
    const sliced = profile('http://x.test/sliced', [
      { id: 'Patient.name', path: 'Patient.name', slicing },
      { id: 'Patient.name:a', path: 'Patient.name', sliceName: 'a' },
    ]);
    expect(issuesOf(patient, [sliced])).toEqual([
      expect.stringContaining('The profile http://x.test/sliced cannot be used'),
    ]);
  });

  it.each([
    ['nonsense(', 'warning processing Patient.name[0]: The rule r-1 could not be checked'],
    ['family + 1 = 2', 'warning processing Patient.name[0]: The rule r-1 could not be checked'],
    ["family.matches('^(a+)+$')", 'error invariant Patient.name[0]: R (r-1).'],
    ['(1 | 2 | 3).repeat($this + 1).exists()', 'error too-costly Patient.name[0]: The rule r-1 takes too many steps'],
  ])('a rule that fails or never ends is said: %s', (expression, said) => {
    expect(issuesOf(patient, [rule(expression)])).toEqual([expect.stringContaining(said)]);
  });

  it('a rule that never ends keeps no other rule of its profile from being checked', () => {
    const constraint = ['(1 | 2 | 3).repeat($this + 1).exists()', 'false'].map((expression, at) => ({
      key: `r-${at}`,
      severity: 'error',
      human: 'R',
      expression,
    }));
    const asking = profile('http://x.test/asking', [{ id: 'Patient.name', path: 'Patient.name', constraint }]);
    const two = { ...patient, name: [{ family: 'a' }, { family: 'b' }] };
    expect(issuesOf(two, [asking])).toEqual([
      expect.stringContaining('error too-costly Patient.name[0]: The rule r-0 takes too many steps'),
      'error invariant Patient.name[0]: R (r-1).',
      'error invariant Patient.name[1]: R (r-1).',
    ]);
  });

  it('a document of 100,000 entries is checked', () => {
    expect(issuesOf(bundle(100_000)).filter((issue) => issue.startsWith('error'))).toEqual([]);
  });

  it('500 levels are checked, more than fit are refused', () => {
    const extension = (levels: number) => ({
      resourceType: 'Patient',
      extension: [
        nested(levels, { url: 'http://x.test/e', valueCode: 'a' }, (inner) => ({
          url: 'http://x.test/e',
          extension: [inner],
        })),
      ],
    });
    expect(issuesOf(extension(50_000))).toEqual([
      expect.stringMatching(/^error too-costly Patient: .* nested too deeply/),
    ]);
    expect(issuesOf(extension(500))).toEqual([expect.stringContaining('information not-found Patient.extension[0]:')]);
    const item = nested(500, { linkId: 'a', type: 'string', text: 'a' }, (inner, level) => ({
      linkId: `g${level}`,
      type: 'group',
      text: 'a',
      item: [inner],
    }));
    expect(issuesOf({ resourceType: 'Questionnaire', name: 'A', status: 'active', item: [item] })).toEqual([]);
  });

  it.each([
    [
      `<div xmlns="http://www.w3.org/1999/xhtml">${'<p>'.repeat(20_000)}<script>x</script></div>`,
      '<script> is not allowed',
    ],
    ['<div xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></div>', 'onerror'],
    ['<div xmlns="http://www.w3.org/1999/xhtml"><a href="java&#115;cript:x">x</a></div>', 'runs or embeds content'],
    [`<div ${'style="a" '.repeat(100_000)}`, 'not well-formed'],
  ])('scripts in narratives are refused, however long these are', (div, said) => {
    expect(issuesOf({ resourceType: 'Patient', text: { status: 'generated', div } })[0]).toContain(said);
  });

  it('all that is wrong with a narrative is said at once', () => {
    const div = '<div><script>x</script><p onclick="x">a</b></p><a href="javascript:x">b</a></div>';
    expect(issuesOf({ resourceType: 'Patient', text: { status: 'generated', div } })).toEqual(
      ['xmlns=', '<script>', 'onclick', '</b>', 'href'].map((said) => expect.stringContaining(said)),
    );
  });

  it('narratives that close what was never opened take no time', () => {
    const div = `<div xmlns="http://www.w3.org/1999/xhtml">${'<p>'.repeat(100_000)}${'</b>'.repeat(100_000)}`;
    expect(issuesOf({ resourceType: 'Patient', text: { status: 'generated', div } })).toHaveLength(1);
  });

  it('long texts that almost have their format take no time', () => {
    const photo = [{ contentType: `a/b${'; a=b'.repeat(100_000)}"`, data: `${' '.repeat(500_000)}!` }];
    const issues = issuesOf({ resourceType: 'Patient', gender: 'a '.repeat(200_000), photo });
    expect(issues.map((issue) => issue.split(':')[0])).toEqual([
      'error invalid Patient.gender',
      'error code-invalid Patient.photo[0].contentType',
      'error invalid Patient.photo[0].data',
    ]);
  });
});
