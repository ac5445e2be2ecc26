/** The names of `_elements`: elements at the root of a resource. https://hl7.org/fhir/R4/search.html#elements */
import { type Issue, outcomes } from '@charthouse/fhir-model';
import { isResourceType, resourceTypes, types } from '@charthouse/fhir-model/definitions';
import { allValues, type Call } from '../call.ts';

/** What tells the names and the types of the answer. */
export type Asking = Pick<Call, 'query'> & Partial<Pick<Call, 'type' | 'interaction'>>;

/** Names of elements that some resource of the answer may have; `Patient.name` is `name`. */
export function knownElements(call: Asking): string[] {
  const answered = typesOf(call);
  return namesOf(call).filter((name) => answered.some((type) => hasElement(type, name)));
}

/**
 * A warning for each name that is none.
 * @throws OutcomeError 400 instead, when the caller prefers strict handling
 */
export function unknownElements(call: Asking & Pick<Call, 'preferences'>, place?: string): Issue[] {
  const known = new Set(knownElements(call));
  const unknown = [...new Set(namesOf(call))].filter((name) => !known.has(name));
  const said = unknown.map((name) => `_elements: "${name.slice(0, 60)}" is no element at the root of the resource`);
  if (unknown.length > 0 && call.preferences.handling === 'strict')
    throw outcomes.notSupported(`${said.join('; ')} (Prefer: handling=strict).`, place);
  return said.map((text) => ({
    severity: 'warning',
    code: 'not-supported',
    diagnostics: `${text} and was left out.`,
    ...(place !== undefined && { expression: [place] }),
  }));
}

function namesOf({ query }: Asking): string[] {
  return allValues(query, '_elements')
    .flatMap((value) => value.split(','))
    .map((name) => {
      const [type = '', element] = name.split('.');
      return element !== undefined && isResourceType(type) ? name.slice(type.length + 1) : name;
    });
}

/** An operation may answer with any type. */
function typesOf({ query, type, interaction }: Asking): readonly string[] {
  if (type !== undefined && interaction !== 'operation') return [type];
  const named = allValues(query, '_type').flatMap((value) => value.split(','));
  return named.length > 0 && interaction === 'search' ? named : resourceTypes;
}

function hasElement(type: string, name: string): boolean {
  return (types[type]?.elements ?? []).some(
    (element) =>
      element.name === name ||
      (element.choice && element.types.some((one) => element.name + one[0]?.toUpperCase() + one.slice(1) === name)),
  );
}
