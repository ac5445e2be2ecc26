/** The element of the definitions that an issue is about, by the expression of the issue. https://hl7.org/fhir/R4/elementdefinition.html#id */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import { isResourceType, types } from '@charthouse/fhir-model/definitions';
import { findElement } from './profiles/element-tree.ts';

const canonicalBase = 'http://hl7.org/fhir/StructureDefinition/';

const step = /([A-Za-z]\w*)(?:\[(\d+)\])?(?:\.ofType\((\w+)\))?(?:\.|$)/gy;

/**
 * `http://hl7.org/fhir/StructureDefinition/HumanName#HumanName.family` of `name[0].family` in a Patient; the nearest element that is
 * defined, where the last steps are not.
 */
export function definitionBehind(resource: JsonValue, root: string, expression: string): string {
  let type = root;
  let element = root;
  let value: JsonValue | undefined = resource;
  for (const [, name, index, chosen] of expression.matchAll(step)) {
    const found = findElement([type], name!)?.element;
    if (!found) break;
    element = `${type}.${found.name}${found.choice ? '[x]' : ''}`;
    value = childOf(value, name!, index);
    const next = chosen ?? found.types[0] ?? '';
    const own = types[next]?.kind === 'resource' ? resourceTypeOf(value) : next;
    if (own === undefined || !types[own]) break;
    type = own;
    if (type === resourceTypeOf(value)) element = type;
  }
  return `${canonicalBase}${element.split('.')[0]}#${element}`;
}

function childOf(value: JsonValue | undefined, name: string, index: string | undefined): JsonValue | undefined {
  const child = isObject(value) ? value[name] : undefined;
  return index !== undefined && Array.isArray(child) ? child[Number(index)] : child;
}

function resourceTypeOf(value: JsonValue | undefined): string | undefined {
  const type = isObject(value) ? value.resourceType : undefined;
  return typeof type === 'string' && isResourceType(type) ? type : undefined;
}
