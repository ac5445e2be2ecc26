/** A resource of a file as a write: https://hl7.org/fhir/R4/http.html#upsert */
import type { WriteCall } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';

/** With an id it keeps it, whether it is in the record already or not; without it is given one. */
export function upsert(resource: Resource, place: string): WriteCall {
  const { resourceType: type, id } = resource;
  return id === undefined ? { kind: 'create', type, resource, place } : { kind: 'update', type, id, resource, place };
}
