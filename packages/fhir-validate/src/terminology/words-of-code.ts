/** The words of codes: of loaded code systems, else of those that come with FHIR R4. https://hl7.org/fhir/R4/codesystem.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { codeSystems } from '@charthouse/fhir-model/code-systems';
import type { Conformance } from '../profiles/conformance.ts';
import type { WordsOfCode } from './terminology.ts';

type Words = ReadonlyMap<string, readonly string[]>;

export function wordsOfCode(conformance: Conformance): WordsOfCode {
  const known = new Map<string, Words | undefined>();
  return (system, code) => {
    if (!known.has(system)) {
      const loaded = conformance.find('CodeSystem', system);
      known.set(system, loaded ? wordsOf(loaded) : ofSpecification(system));
    }
    const words = known.get(system);
    return words && (words.get(code) ?? false);
  };
}

function ofSpecification(system: string): Words | undefined {
  const own = Object.hasOwn(codeSystems, system) ? codeSystems[system] : undefined;
  return own && new Map(Object.entries(own));
}

function wordsOf({ content, concept, caseSensitive }: JsonObject): Words | undefined {
  if (content !== 'complete' || caseSensitive === false) return undefined;
  const words = new Map<string, readonly string[]>();
  const visit = (concepts: JsonValue | undefined): void => {
    for (const one of objects(concepts)) {
      const texts = [one.display, ...objects(one.designation).map(({ value }) => value)];
      words.set(
        String(one.code),
        texts.filter((text) => typeof text === 'string'),
      );
      visit(one.concept);
    }
  };
  visit(concept);
  return words;
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
