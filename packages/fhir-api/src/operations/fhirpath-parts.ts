/** The parts that $fhirpath takes and gives. https://github.com/brianpos/fhirpath-lab/blob/master/server-api.md */
import {
  isObject,
  type JsonObject,
  type JsonValue,
  type NumberLiteral,
  outcomes,
  type ParsedJson,
  parseJson,
  writeJson,
} from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import { readXml } from '@charthouse/fhir-xml';
import { literalsOf, plainValue, type Value } from '@charthouse/fhirpath';
import type { Call } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import { parametersOf } from './operation.ts';
import { subjectOf } from './subject.ts';

/** One parameter of a Parameters resource. */
export interface Part {
  readonly name: string;
  readonly part?: readonly Part[];
  readonly resource?: JsonObject;
  readonly [value: `value${string}`]: JsonValue;
  readonly [extras: `_value${string}`]: JsonValue;
  readonly extension?: readonly JsonObject[];
}

/** Numbers as they were written: those of the resource, and of the answer, to which each item adds its own. */
export interface Literals {
  readonly within: (value: JsonValue) => NumberLiteral[];
  readonly all: NumberLiteral[];
}

const lab = 'http://fhir.forms-lab.com/StructureDefinition/';

/** The resource to look at, also as text in one of the Lab's extensions. */
export async function pathSubject(call: Call, parts: ApiParts): Promise<ParsedJson> {
  const written = writtenResource(parametersOf(call.input, 'resource')[0], parts);
  if (written !== undefined) return written;
  const subject = await subjectOf(call, parts);
  if (subject === undefined) throw outcomes.badRequest('The parameter "resource" is missing.', 'Parameters.parameter');
  return subject;
}

function writtenResource(parameter: Record<string, unknown> | undefined, parts: ApiParts): ParsedJson | undefined {
  const list = Array.isArray(parameter?.extension) ? parameter.extension : [];
  for (const { url, valueString } of list.filter(isObject)) {
    if (typeof valueString !== 'string') continue;
    if (url === `${lab}json-value`) return parseJson(valueString, { depth: parts.settings.depthLimit });
    if (url === `${lab}xml-value`) return readXml(valueString);
  }
  return undefined;
}

const parameterTypes = new Set(types['Parameters.parameter']?.elements.find(({ name }) => name === 'value')?.types);

/**
 * One item of an answer, named by its type; what no parameter can hold is given as JSON text in an extension.
 */
export function partOf(item: Value, literals: Literals): Part {
  const plain = plainValue(item);
  const { type, value, extras } = plain;
  if (value === '') return { name: 'empty-string' };
  if (isObject(value) && typeof value.resourceType === 'string') return { name: type, resource: value };
  if (!parameterTypes.has(type))
    return {
      name: type,
      extension: [
        { url: `${lab}json-value`, valueString: writeJson(value ?? extras ?? null, literals.within(value ?? null)) },
      ],
    };
  const key = type[0]!.toUpperCase() + type.slice(1);
  const part = {
    name: type,
    ...(value !== undefined && { [`value${key}`]: value }),
    ...(extras && { [`_value${key}`]: extras }),
  };
  literals.all.push(...literalsOf(plain, part, `value${key}`));
  return part;
}
