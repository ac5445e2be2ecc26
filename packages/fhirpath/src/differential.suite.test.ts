/** Compiled expressions answer as the interpreter fhirpath.js does, over random expressions and real resources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { isObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import fc from 'fast-check';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { compile, FhirElement, resourceElement, type Value } from './index.ts';
import { Decimal } from './values/decimal.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/fhir-synthea/bundles/', import.meta.url));
const absent = !existsSync(folder);

/**
 * Left out, as we differ on purpose: `toString()` of elements (nothing, not "[object Object]"), `type()` of ids (the FHIR type),
 * `toDecimal()` of integers (a decimal), `convertsToDate()` of dates with time (true). Errors are not compared: texts differ, and we
 * do not evaluate what cannot matter.
 */
/** One resource of each type, and some more observations, as those have the most shapes. */
function samples(): Resource[] {
  const kept = new Map<string, Resource[]>();
  for (const file of readdirSync(folder).slice(0, 12))
    for (const { resource } of JSON.parse(gunzipSync(readFileSync(folder + file)).toString('utf8')).entry) {
      const own = kept.get(resource.resourceType) ?? [];
      if (own.length < (resource.resourceType === 'Observation' ? 20 : 3))
        kept.set(resource.resourceType, [...own, resource]);
    }
  return [...kept.values()].flat();
}

const resources = absent ? [] : samples();

/** A path that exists in the resource, by the names of FHIRPath. */
function pathsOf(resource: Resource): string[] {
  const found = new Set<string>();
  const walk = (value: JsonValue, type: string, path: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, type, path);
      return;
    }
    found.add(path);
    if (!isObject(value)) return;
    for (const { name, types: own, choice } of types[type]?.elements ?? [])
      for (const each of own) {
        const key = choice ? name + each[0]!.toUpperCase() + each.slice(1) : name;
        if (value[key] !== undefined && types[each]?.kind !== 'resource') walk(value[key]!, each, `${path}.${name}`);
      }
  };
  walk(resource, resource.resourceType, resource.resourceType);
  return [...found];
}

const noArguments = ['first()', 'last()', 'count()', 'exists()', 'empty()', 'distinct()', 'tail()', 'children().count()', 'descendants().count()', 'isDistinct()', 'not()', 'hasValue()', 'length()', 'upper()', 'trim()', 'toInteger()', 'convertsToDecimal()', 'convertsToTime()', 'abs()', 'round(1)', 'floor()']; // biome-ignore format: one table
const operators = ['=', '!=', '~', '!~', '<', '<=', '>', '>=', '+', '-', '*', '/', 'mod', 'div', '&', '|', 'in', 'contains', 'and', 'or', 'xor', 'implies']; // biome-ignore format: one table
const literals = ['1', '2.5', '0', "'final'", "'a'", "'http://loinc.org'", 'true', 'false', '{}', '@2015-02', '@2015-02-04', '@T10:00']; // biome-ignore format: one table

const shapes = fc.letrec<{ expression: (resource: Resource) => string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.nat().map((at) => (resource: Resource) => {
      const paths = pathsOf(resource);
      return paths[at % paths.length]!;
    }),
    fc.constantFrom(...literals).map((literal) => () => literal),
    fc.tuple(tie('expression'), fc.constantFrom(...noArguments)).map(
      ([own, call]) =>
        (resource: Resource) =>
          `(${own(resource)}).${call}`,
    ),
    fc.tuple(tie('expression'), fc.constantFrom(...operators), tie('expression')).map(
      ([left, operator, right]) =>
        (resource: Resource) =>
          `(${left(resource)} ${operator} ${right(resource)})`,
    ),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('where', 'select', 'all', 'exists'),
        fc.constantFrom(
          '$this.exists()',
          'code.exists()',
          '$index > 0',
          'children().empty()',
          "system = 'http://loinc.org'",
        ),
      )
      .map(
        ([own, name, criteria]) =>
          (resource: Resource) =>
            `(${own(resource)}).${name}(${criteria})`,
      ),
    fc.tuple(tie('expression'), fc.constantFrom('skip', 'take'), fc.nat({ max: 3 })).map(
      ([own, name, count]) =>
        (resource: Resource) =>
          `(${own(resource)}).${name}(${count})`,
    ),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('union', 'intersect', 'exclude', 'combine', 'subsetOf', 'supersetOf'),
        tie('expression'),
      )
      .map(
        ([own, name, other]) =>
          (resource: Resource) =>
            `(${own(resource)}).${name}(${other(resource)})`,
      ),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('startsWith', 'endsWith', 'contains', 'indexOf', 'matches'),
        fc.constantFrom("'a'", "'fin'", "'http'", "''"),
      )
      .map(
        ([own, name, text]) =>
          (resource: Resource) =>
            `(${own(resource)}).${name}(${text})`,
      ),
  ),
}));

type Answer = readonly unknown[] | 'error';

function ours(expression: string, resource: Resource): Answer {
  try {
    return compile(expression)
      .evaluate([resourceElement(resource)!])
      .map(shown);
  } catch {
    return 'error';
  }
}

function shown(value: Value): unknown {
  if (value instanceof FhirElement) return typeof value.value === 'number' ? rounded(value.value) : value.value;
  if (value instanceof Decimal) return rounded(value.toNumber());
  return typeof value === 'object' ? String(value) : value;
}

/** fhirpath.js calculates in floating point. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function theirs(expression: string, resource: Resource): Answer {
  try {
    const found = fhirpath.evaluate(resource, expression, undefined, r4, { async: false });
    return found.map((value: unknown) => {
      const text =
        typeof value === 'object' && value !== null && !('constructor' in value && value.constructor === Object);
      return text ? String(value) : typeof value === 'number' ? rounded(value) : value;
    });
  } catch {
    return 'error';
  }
}

describe.skipIf(absent)('random expressions (skipped where ../shared/data/fhir-synthea is absent)', () => {
  it('answer as fhirpath.js does', { timeout: 120_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.nat(), shapes.expression, (at, shape) => {
        const resource = resources[at % resources.length]!;
        const expression = shape(resource);
        const [own, other] = [ours(expression, resource), theirs(expression, resource)];
        if (own === 'error' || other === 'error') return;
        compared++;
        expect(JSON.stringify(own), expression).toBe(JSON.stringify(other));
      }),
      { numRuns: 800, seed: 20261122 },
    );
    expect(compared).toBeGreaterThan(400);
  });
});
