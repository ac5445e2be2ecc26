/** Real records pass; the same records with one thing broken are refused. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { JsonObject, JsonValue, Resource } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { describe, expect, it } from 'vitest';
import { createValidator } from './index.ts';
import { primitiveFormats } from './primitives/index.ts';

const data = fileURLToPath(new URL('../../../../shared/data/fhir-synthea/', import.meta.url));
const absent = !existsSync(data);
const validator = createValidator();
/** Mutants must be caught by what a mutation breaks, not by invariants that follow from it. */
const structureOnly = createValidator({ invariants: false });

function* resourcesOf(folder: string): Generator<Resource> {
  for (const file of readdirSync(data + folder)) {
    if (!/\.(nd)?json(\.gz)?$/.test(file)) continue;
    const bytes = readFileSync(`${data}${folder}/${file}`);
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    for (const part of file.includes('.ndjson') ? text.trimEnd().split('\n') : [text]) {
      const value = JSON.parse(part);
      if (value.resourceType) yield value;
    }
  }
}

const entries = function* (folder: string): Generator<Resource> {
  for (const resource of resourcesOf(folder))
    for (const { resource: own } of resource.entry as { resource: Resource }[]) yield own;
};

describe.skipIf(absent)('real records (skipped where ../shared/data/fhir-synthea is absent)', () => {
  it.each(['bundles', 'us-core-bundles', 'bulk-10-patients-us-core'])(
    'all of %s is valid',
    { timeout: 60_000 },
    (folder) => {
      let count = 0;
      for (const resource of resourcesOf(folder)) {
        count++;
        expect(validator.validate(resource)).toEqual([]);
      }
      expect(count).toBeGreaterThan(30);
    },
  );

  it('refuses what one mutation makes wrong by the definitions', { timeout: 60_000 }, () => {
    const random = seeded(20261122);
    const missed: string[] = [];
    const tried = new Map<string, number>();
    let at = 0;
    for (const resource of entries('bundles')) {
      if (at++ % 40 !== 0) continue;
      for (const mutate of mutations) {
        const copy = structuredClone(resource);
        const sites = [...elementsOf(copy, resource.resourceType)];
        const what = mutate(sites, random);
        if (what === undefined) continue;
        tried.set(mutate.name, (tried.get(mutate.name) ?? 0) + 1);
        if (structureOnly.validate(copy).length === 0) missed.push(`${mutate.name} ${resource.resourceType}: ${what}`);
      }
    }
    expect([...tried.keys()].sort()).toEqual(mutations.map(({ name }) => name).sort());
    expect(Math.min(...tried.values())).toBeGreaterThan(100);
    expect(missed).toEqual([]);
  });
});

/** A known property of a real element. */
interface Site {
  readonly holder: JsonObject;
  readonly key: string;
  readonly element: ElementType;
  readonly type: string;
}

function* elementsOf(holder: JsonObject, type: string): Generator<Site> {
  for (const element of types[type]?.elements ?? [])
    for (const own of element.types) {
      const key = element.choice ? element.name + own[0]!.toUpperCase() + own.slice(1) : element.name;
      const value = holder[key];
      if (value === undefined || types[own]?.kind === 'resource') continue;
      yield { holder, key, element, type: own };
      for (const item of Array.isArray(value) ? value : [value])
        if (typeof item === 'object' && item !== null && !Array.isArray(item)) yield* elementsOf(item, own);
    }
}

type Mutation = (sites: readonly Site[], random: (below: number) => number) => string | undefined;

const pick = (sites: readonly Site[], random: (below: number) => number): Site | undefined =>
  sites[random(sites.length)];
const isText = ({ type }: Site) =>
  primitiveFormats.has(type) && !/^(boolean|integer|unsignedInt|positiveInt|decimal)$/.test(type);

const mutations: readonly Mutation[] = [
  function dropRequired(sites, random) {
    const site = pick(
      sites.filter(({ element }) => element.min),
      random,
    );
    if (!site) return undefined;
    delete site.holder[site.key];
    return site.key;
  },
  function rename(sites, random) {
    const site = pick(sites, random)!;
    site.holder[`${site.key}x`] = site.holder[site.key];
    delete site.holder[site.key];
    return site.key;
  },
  function retype(sites, random) {
    const site = pick(sites, random)!;
    const value = site.holder[site.key]!;
    const swap = (one: JsonValue): JsonValue =>
      typeof one === 'object'
        ? 'text'
        : typeof one === 'string'
          ? 5
          : typeof one === 'number'
            ? String(one)
            : { value: one };
    site.holder[site.key] = Array.isArray(value) ? value.map(swap) : swap(value);
    return site.key;
  },
  function duplicateSingle(sites, random) {
    const site = pick(
      sites.filter(({ element }) => element.max === 1),
      random,
    );
    if (!site) return undefined;
    site.holder[site.key] = [site.holder[site.key]!, site.holder[site.key]!];
    return site.key;
  },
  function singleInsteadOfArray(sites, random) {
    const site = pick(
      sites.filter(({ holder, key }) => Array.isArray(holder[key])),
      random,
    );
    if (!site) return undefined;
    site.holder[site.key] = (site.holder[site.key] as JsonValue[])[0];
    return site.key;
  },
  function anotherType(sites, random) {
    const site = pick(
      sites.filter(({ element }) => element.choice),
      random,
    );
    if (!site) return undefined;
    const other = site.element.types.find((type) => type !== site.type);
    if (!other) return undefined;
    site.holder[site.element.name + other[0]!.toUpperCase() + other.slice(1)] = site.holder[site.key];
    return site.key;
  },
  function wrongCode(sites, random) {
    const site = pick(
      sites.filter(({ type, element }) => type === 'code' && element.binding?.strength === 'required'),
      random,
    );
    if (!site) return undefined;
    site.holder[site.key] = 'no-such-code';
    return site.key;
  },
  function impossibleDate(sites, random) {
    const site = pick(
      sites.filter(({ type }) => /^(date|dateTime|instant)$/.test(type)),
      random,
    );
    if (!site) return undefined;
    const value = site.holder[site.key] as string;
    if (value.length < 10) return undefined;
    site.holder[site.key] = `${value.slice(0, 5)}02-30${value.slice(10)}`;
    return site.key;
  },
  function emptied(sites, random) {
    const site = pick(sites, random)!;
    const value = site.holder[site.key]!;
    site.holder[site.key] = Array.isArray(value) ? [] : typeof value === 'object' ? {} : isText(site) ? '' : null;
    return site.key;
  },
  function nulled(sites, random) {
    const site = pick(sites, random)!;
    site.holder[site.key] = Array.isArray(site.holder[site.key]) ? [null] : null;
    return site.key;
  },
];

/** Whole numbers below a bound, the same in every run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
