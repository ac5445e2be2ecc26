/** The types a reference may be to, as far as its text tells the type. https://hl7.org/fhir/R4/references.html#Reference */
import { isObject, type JsonValue, parseLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Findings } from '../findings.ts';
import { restfulParts } from '../rules/bundle/entries.ts';

/** Undefined where any type will do. */
export function targetCheck(
  targets: readonly string[] = [],
): ((value: JsonValue, found: Findings) => void) | undefined {
  if (targets.length === 0 || targets.includes('Resource')) return undefined;
  const allowed = new Set(targets);
  return (value, found) => {
    const text = isObject(value) ? value.reference : undefined;
    if (typeof text !== 'string' || text.startsWith('#')) return;
    const type = text.includes(':') ? restfulParts(text)?.type : parseLiteral(text)?.type;
    if (type === undefined || !isResourceType(type) || allowed.has(type)) return;
    found.error('structure', wrongTarget(type, targets));
  };
}

/** What is said of a reference to a type that its element does not allow. */
export function wrongTarget(type: string, targets: readonly string[]): string {
  return `The reference is to a ${type}, but must be to ${targets.join(' or ')}.`;
}
