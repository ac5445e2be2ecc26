/** Reading parts of resources whose shape nobody has checked. */
import { isObject, type JsonObject, type JsonValue, parseLiteral } from '@charthouse/fhir-model';

/** Objects of an element that may repeat or not. */
export function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => isObject(one));
}

export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The Codings of CodeableConcepts. */
export function codings(value: JsonValue | undefined): readonly JsonObject[] {
  return objects(value).flatMap((concept) => objects(concept.coding));
}

/** `Type/id` of a Reference, without version; of one to another server its text. Undefined: it names nothing that can be found. */
export function referenceOf(value: JsonValue | undefined): string | undefined {
  const reference = isObject(value) ? text(value.reference) : undefined;
  if (reference === undefined || reference.startsWith('#') || reference.startsWith('urn:')) return undefined;
  const literal = parseLiteral(reference);
  return literal ? `${literal.type}/${literal.id}` : reference;
}

/** Id of the patient that a Reference names. */
export function patientId(value: JsonValue | undefined): string | undefined {
  const reference = referenceOf(value);
  return reference?.startsWith('Patient/') ? reference.slice('Patient/'.length) : undefined;
}

/** `system|code` */
export function tokenOf({ system, code }: JsonObject): string {
  return `${text(system) ?? ''}|${text(code) ?? ''}`;
}
