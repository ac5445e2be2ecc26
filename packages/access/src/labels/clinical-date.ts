/** The day that a resource is about. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

/** In the order in which they are asked. */
const elements = [
  'effectiveDateTime', 'effectiveInstant', 'effectivePeriod', 'performedDateTime', 'performedPeriod', 'occurrenceDateTime',
  'occurrencePeriod', 'onsetDateTime', 'onsetPeriod', 'period', 'context', 'recordedDate', 'authoredOn', 'date',
  'billablePeriod', 'servicedDate', 'whenHandedOver', 'created', 'issued', 'sent',
]; // biome-ignore format: one table

/** A date, or a Period; undefined: it names none. */
export function clinicalPeriod(resource: JsonObject): JsonValue | undefined {
  for (const name of elements) {
    const value = name === 'context' && isObject(resource.context) ? resource.context.period : resource[name];
    if (typeof value === 'string' || (isObject(value) && (value.start || value.end))) return value;
  }
  return undefined;
}

/** Its first day. */
export function clinicalDate(resource: JsonObject): JsonValue | undefined {
  const value = clinicalPeriod(resource);
  return isObject(value) ? (value.start ?? value.end) : value;
}
