/** Entries of a bundle, and how references between them are resolved. https://hl7.org/fhir/R4/bundle.html#references */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';

export interface Entry {
  readonly entry: JsonObject;
  readonly at: number;
  readonly fullUrl: string | undefined;
  readonly resource: JsonObject | undefined;
}

let known = new WeakMap<JsonObject, readonly Entry[]>();
let used = false;

/** What is known of bundles holds for one validation: they may be changed before the next. */
export function forgetBundles(): void {
  if (!used) return;
  known = new WeakMap();
  used = false;
}

export function entriesOf(bundle: JsonObject): readonly Entry[] {
  const own = known.get(bundle);
  if (own) return own;
  const made = objects(bundle.entry).map((entry, at) => ({
    entry,
    at,
    fullUrl: text(entry.fullUrl),
    resource: isObject(entry.resource) ? entry.resource : undefined,
  }));
  known.set(bundle, made);
  used = true;
  return made;
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

/** Entries by what may name them, so that large bundles are not searched through for each reference. */
interface Names {
  readonly byUrl: ReadonlyMap<string, readonly Entry[]>;
  /** By `Type/id`. */
  readonly byId: ReadonlyMap<string, readonly Entry[]>;
  readonly byResource: ReadonlyMap<JsonObject, Entry>;
}

const names = new WeakMap<readonly Entry[], Names>();

function namesOf(entries: readonly Entry[]): Names {
  const own = names.get(entries);
  if (own) return own;
  const [byUrl, byId] = [new Map<string, Entry[]>(), new Map<string, Entry[]>()];
  const byResource = new Map<JsonObject, Entry>();
  for (const entry of entries) {
    const { fullUrl, resource } = entry;
    if (fullUrl !== undefined) add(byUrl, fullUrl, entry);
    if (!resource) continue;
    byResource.set(resource, entry);
    if (typeof resource.id === 'string') add(byId, `${String(resource.resourceType)}/${resource.id}`, entry);
  }
  const made = { byUrl, byId, byResource };
  names.set(entries, made);
  return made;
}

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

export function entryOf(resource: JsonObject, entries: readonly Entry[]): Entry | undefined {
  return namesOf(entries).byResource.get(resource);
}

export function entriesAt(fullUrl: string, entries: readonly Entry[]): readonly Entry[] {
  return namesOf(entries).byUrl.get(fullUrl) ?? [];
}

/** The entries a reference from `source` names; none for what lies outside of the bundle or inside the resource. */
export function targetsOf(reference: string, source: Entry, entries: readonly Entry[]): readonly Entry[] {
  const [plain, version] = reference.split('/_history/') as [string, string | undefined];
  const matches = named(plain, source, entries);
  if (version === undefined) return matches;
  return matches.filter(({ resource }) => isObject(resource?.meta) && resource.meta.versionId === version);
}

function named(reference: string, source: Entry, entries: readonly Entry[]): readonly Entry[] {
  const exact = entriesAt(reference, entries);
  if (!relative.test(reference)) return exact;
  if (source.fullUrl === undefined) return namesOf(entries).byId.get(reference) ?? exact;
  const base = restfulParts(source.fullUrl)?.base;
  const others = base === undefined ? [] : entriesAt(base + reference, entries);
  return exact.length === 0 ? others : [...new Set([...exact, ...others])];
}
