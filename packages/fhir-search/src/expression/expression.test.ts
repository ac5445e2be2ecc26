/** Compiled paths find what FHIRPath finds: fhirpath.js is the oracle. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonValue, Resource } from '@charthouse/fhir-model';
import { isObject } from '@charthouse/fhir-model';
import { resourceTypes, type SearchParameterDefinition, searchParameters } from '@charthouse/fhir-model/definitions';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import { describe, expect, test } from 'vitest';
import { fullResource, variantsOf } from './full-resource.testing.ts';
import { parseExpression } from './parse.ts';
import { resolvePath } from './resolve.ts';
import { addPath, emptyTree, walk } from './walk.ts';

const synthea = join(import.meta.dirname, '../../../../../shared/data/fhir-synthea/bundles');

/** `Patient.deceased` is a question, `%resource` and composites have tests of their own. */
const asked = searchParameters.filter(
  (definition) => definition.expression && definition.type !== 'composite' && !definition.expression.includes(' and '),
);

type Evaluate = (resource: Resource) => unknown[];
const compiled = new Map<string, Evaluate>();

/** The alternatives of the expression that begin with the type, evaluated by fhirpath.js. */
function oracle(expression: string, type: string): Evaluate {
  const own = expression
    .split('|')
    .map((part) => part.trim())
    .filter((part) => new RegExp(`^\\(*(${type}|Resource)\\.`).test(part))
    .join(' | ')
    .replace(/where\(resolve\(\) is (\w+)\)/g, "where(reference.startsWith('$1/'))")
    .replaceAll('ofType(DateTime)', 'ofType(dateTime)');
  let found = compiled.get(own);
  if (!found) {
    const evaluate = own === '' ? () => [] : fhirpath.compile(own, r4);
    found = (resource) => (evaluate as (of: Resource) => unknown[])(resource);
    compiled.set(own, found);
  }
  return found;
}

function found(definition: SearchParameterDefinition, resource: Resource): JsonValue[] {
  const type = resource.resourceType;
  const tree = emptyTree<JsonValue[]>();
  for (const path of parseExpression(definition.expression!)) {
    if (path.root !== type && path.root !== 'Resource') continue;
    for (const one of resolvePath(path, type)) addPath(tree, one, (value, out) => out.push(value));
  }
  const out: JsonValue[] = [];
  walk(tree, resource, out);
  return out;
}

function differences(resources: readonly Resource[]): string[] {
  const wrong: string[] = [];
  for (const resource of resources)
    for (const definition of asked) {
      const type = resource.resourceType;
      if (!definition.base.includes(type) && !definition.base.includes('Resource')) continue;
      const expected = sorted(oracle(definition.expression!, type)(resource));
      const actual = sorted(found(definition, resource));
      if (expected !== actual)
        wrong.push(`${type}.${definition.code} of ${resource.id}: ${actual} instead of ${expected}`);
    }
  return wrong;
}

/** FHIRPath unions keep each value once. */
function sorted(values: readonly unknown[]): string {
  return [...new Set(values.map((value) => JSON.stringify(value)))].sort().join();
}

describe('the elements of a search parameter', () => {
  test('are those of FHIRPath in resources where every element is filled with every type', () => {
    const resources = resourceTypes.flatMap((type) =>
      Array.from({ length: variantsOf(type) }, (_, variant) => fullResource(type, variant)),
    );
    expect(differences(resources)).toEqual([]);
  }, 60_000);

  test.skipIf(!existsSync(synthea))('are those of FHIRPath in Synthea records (needs shared/data)', () => {
    const files = readdirSync(synthea).slice(0, 3);
    const resources = files.flatMap((file) => {
      const bundle = JSON.parse(gunzipSync(readFileSync(join(synthea, file))).toString());
      return bundle.entry.map((entry: { resource: Resource }) => entry.resource);
    });
    const sample = resourceTypes.flatMap((type) => resources.filter((one) => one.resourceType === type).slice(0, 30));
    expect(sample.length).toBeGreaterThan(100);
    expect(differences(sample)).toEqual([]);
  });

  test('can all be read from the published expressions', () => {
    for (const definition of asked) parseExpression(definition.expression!);
  });

  test('are refused with what is understood when an expression does more than name them', () => {
    expect(() => parseExpression('Patient.name.given.first()')).toThrow(/first is not understood.*Understood: paths/);
    expect(() => parseExpression("Patient.name.where(use = 'official' and family.exists())")).toThrow(SyntaxError);
    expect(() => parseExpression('')).toThrow(/the end is not understood/);
  });

  test('can stand in extensions', () => {
    const [path] = parseExpression("Patient.extension('http://example.org/race').value.ofType(Coding).code");
    const tree = emptyTree<JsonValue[]>();
    for (const one of resolvePath(path!, 'Patient')) addPath(tree, one, (value, out) => out.push(value));
    const out: JsonValue[] = [];
    const extension = [
      { url: 'http://example.org/other', valueCoding: { code: 'no' } },
      { url: 'http://example.org/race', valueCoding: { code: 'yes' } },
    ];
    walk(tree, { resourceType: 'Patient', extension }, out);
    expect(out).toEqual(['yes']);
    expect(isObject(extension)).toBe(false);
  });
});
