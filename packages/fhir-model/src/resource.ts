/** The JSON shapes every room shares. */

export type JsonValue = string | number | boolean | null | JsonObject | JsonValue[];
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** Any FHIR resource in its JSON form (https://hl7.org/fhir/R4/json.html). */
export interface Resource extends JsonObject {
  resourceType: string;
  id?: string;
  meta?: Meta;
}

export interface Meta extends JsonObject {
  versionId?: string;
  lastUpdated?: string;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Logical ids: https://hl7.org/fhir/R4/datatypes.html#id */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9\-.]{1,64}$/.test(text);
}
