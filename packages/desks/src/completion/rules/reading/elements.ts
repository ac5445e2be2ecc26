/** Looks into FHIR resources whose shape has been validated, and answers nothing where nothing is. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Zone } from '@charthouse/rulebook';

export function objects(value: JsonValue | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(isObject);
}

export interface Coding {
  readonly system: string;
  readonly code: string;
}

/** Of one or several CodeableConcepts. */
export function codingsOf(concepts: JsonValue | undefined): Coding[] {
  return objects(concepts)
    .flatMap(({ coding }) => objects(coding))
    .map(({ system, code }) => ({ system: String(system ?? ''), code: String(code ?? '') }));
}

/** Literal reference without its version, as `Type/id`. */
export function referenceOf(value: JsonValue | undefined): string | undefined {
  const [first] = objects(value);
  if (typeof first?.reference !== 'string') return undefined;
  return /([A-Z]\w+\/[A-Za-z0-9\-.]+)(\/_history\/.*)?$/.exec(first.reference)?.[1];
}

export function referencesOf(values: JsonValue | undefined): string[] {
  return objects(values).flatMap((value) => referenceOf(value) ?? []);
}

export interface Moment {
  readonly at: number;
  readonly isUntimed: boolean;
}

/** A dateTime to the day at least; a day alone begins where the house is. */
export function momentOf(value: JsonValue | undefined, zone: Zone): Moment | undefined {
  if (typeof value !== 'string') return undefined;
  const isUntimed = /^\d{4}-\d\d-\d\d$/.test(value);
  if (!isUntimed && !value.includes('T')) return undefined;
  const at = isUntimed ? zone.startOf(value) : Date.parse(value);
  return Number.isFinite(at) ? { at, isUntimed } : undefined;
}

export const timeOf = (value: JsonValue | undefined, zone: Zone) => momentOf(value, zone)?.at;

/** `Type/id` of a stored resource. */
export const nameOf = ({ resourceType, id }: JsonObject) => `${resourceType}/${id}`;

/** `left` or `right` where exactly one of them is said. */
export function sideIn(text: string): string | undefined {
  const sides = ['left', 'right'].filter((side) => new RegExp(`\\b${side}\\b`, 'i').test(text));
  return sides.length === 1 ? sides[0] : undefined;
}
