/** Entries of a bundle, and how references between them are resolved. https://hl7.org/fhir/R4/bundle.html#references */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';

export interface Entry {
  readonly entry: JsonObject;
  readonly at: number;
  readonly fullUrl: string | undefined;
  readonly resource: JsonObject | undefined;
}

export function entriesOf(bundle: JsonObject): Entry[] {
  return objects(bundle.entry).map((entry, at) => ({
    entry,
    at,
    fullUrl: text(entry.fullUrl),
    resource: isObject(entry.resource) ? entry.resource : undefined,
  }));
}

export function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
}

export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const restful = /^(https?:\/\/.+\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/;
const relative = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/** Base, type and id of a URL of the RESTful API; undefined for any other. */
export function restfulParts(
  url: string,
): { readonly base: string; readonly type: string; readonly id: string } | undefined {
  const match = restful.exec(url);
  const [, base, type, id] = match ?? [];
  return base && type && id && isResourceType(type) ? { base, type, id } : undefined;
}

/** The entries a reference from `source` names; none for what lies outside of the bundle or inside the resource. */
export function targetsOf(reference: string, source: Entry, entries: readonly Entry[]): Entry[] {
  const [plain, version] = reference.split('/_history/') as [string, string | undefined];
  const matches = entries.filter((entry) => names(plain, source, entry));
  if (version === undefined) return matches;
  return matches.filter(({ resource }) => isObject(resource?.meta) && resource.meta.versionId === version);
}

function names(reference: string, source: Entry, { fullUrl, resource }: Entry): boolean {
  if (fullUrl === reference) return true;
  const parts = relative.exec(reference);
  if (!parts) return false;
  const base = source.fullUrl === undefined ? undefined : restfulParts(source.fullUrl)?.base;
  if (base !== undefined) return fullUrl === base + reference;
  return resource?.resourceType === parts[1] && resource?.id === parts[2];
}
