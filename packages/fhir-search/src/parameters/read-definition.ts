/** A SearchParameter resource as the definition of a parameter to index by. https://hl7.org/fhir/R4/searchparameter.html */
import { isObject, type JsonValue, type OutcomeError, outcomes, type Resource } from '@charthouse/fhir-model';
import {
  type SearchParameterDefinition,
  type SearchParameterType,
  searchParameters,
  types,
} from '@charthouse/fhir-model/definitions';
import { searchTypes } from '../types/index.ts';
import { checkDefinition } from './on-type.ts';

/** @throws OutcomeError 422 saying which element cannot be indexed by, and why. */
export function readDefinition(resource: Resource): SearchParameterDefinition {
  const definition: SearchParameterDefinition = {
    id: resource.id ?? '',
    url: text(resource, 'url'),
    code: codeOf(resource),
    base: basesOf(resource),
    type: typeOf(resource),
    expression: text(resource, 'expression'),
    ...(Array.isArray(resource.target) && { target: resource.target.filter((one) => typeof one === 'string') }),
    ...(Array.isArray(resource.component) && { component: resource.component.map(componentOf) }),
    ...(typeof resource.description === 'string' && { description: resource.description }),
  };
  try {
    checkDefinition(definition);
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(error.message, 'expression');
    throw error;
  }
  return definition;
}

function refuse(why: string, element: string): OutcomeError {
  return outcomes.unprocessable(why, `SearchParameter.${element}`);
}

function text(resource: Resource, name: string): string {
  const value = resource[name];
  if (typeof value !== 'string' || value === '')
    throw refuse(`A search parameter needs the element ${name} to be indexed by.`, name);
  return value;
}

function codeOf(resource: Resource): string {
  const code = text(resource, 'code');
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(code))
    throw refuse(
      `"${code}" cannot stand in a URL as the name of a parameter: letters, digits and - only, a letter first.`,
      'code',
    );
  return code;
}

/** Types of resource that have no parameter of that name yet. */
function basesOf(resource: Resource): string[] {
  const bases = Array.isArray(resource.base) ? resource.base.filter((one) => typeof one === 'string') : [];
  if (bases.length === 0) throw refuse('A search parameter needs a base: the types of resource it is for.', 'base');
  for (const base of bases) {
    if (types[base]?.kind !== 'resource' || types[base].abstract)
      throw refuse(`"${base}" is no type of resource; name each type the parameter is for.`, 'base');
    const known = searchParameters.find((one) => one.code === resource.code && one.base.includes(base));
    if (known && known.url !== resource.url)
      throw refuse(`${base} has a parameter "${known.code}" already: ${known.url}. Choose another code.`, 'code');
  }
  return bases;
}

function typeOf(resource: Resource): SearchParameterType {
  const type = text(resource, 'type');
  if (type === 'special' || !Object.hasOwn(searchTypes, type))
    throw refuse(`Parameters of type "${type}" cannot be added.`, 'type');
  return type as SearchParameterType;
}

function componentOf(value: JsonValue): { definition: string; expression: string } {
  const { definition, expression } = isObject(value) ? value : {};
  if (typeof definition !== 'string' || typeof expression !== 'string')
    throw refuse('Each component needs a definition and an expression.', 'component');
  return { definition, expression };
}
