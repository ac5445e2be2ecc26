/** What `resolve()` gives: stored resources, read before an evaluation that cannot wait. https://hl7.org/fhir/R4/fhirpath.html#functions */
import {
  eachReference,
  isObject,
  type JsonObject,
  type JsonValue,
  parseJson,
  parseLiteral,
} from '@charthouse/fhir-model';
import type { ApiParts } from './parts.ts';

export type Resolve = (reference: string) => JsonObject | undefined;

export interface Resolving {
  readonly parts: Pick<ApiParts, 'store' | 'settings' | 'ownBases'>;
  /** The server's base URL as the caller sees it. */
  readonly base: string;
  /** How many references one behind the other are followed; 1 unless given. */
  readonly steps?: number;
}

/** Resources of one step at most: what is referred to beyond them is left unresolved. */
const most = 500;

/** Reads what a resource refers to on this server, each step in one statement; the answer gives those that are there. */
export async function resolveFrom(value: JsonValue, { parts, base, steps = 1 }: Resolving): Promise<Resolve> {
  const bases = [base, ...parts.ownBases];
  const found = new Map<string, JsonObject | undefined>();
  let from = isObject(value) ? [value] : [];
  for (let step = 0; step < steps && from.length > 0; step++) {
    const keys = namedBy(from, bases).filter(({ type, id }) => !found.has(`${type}/${id}`));
    if (keys.length === 0) break;
    const stored = await parts.store.readMany(keys.slice(0, most));
    from = [];
    for (const { type, id } of keys) {
      const resource = parsed(stored.get(`${type}/${id}`)?.body, parts);
      found.set(`${type}/${id}`, resource);
      if (resource) from.push(resource);
    }
  }
  return (reference) => {
    const literal = parseLiteral(withoutFragment(reference), bases);
    const resource = literal && found.get(`${literal.type}/${literal.id}`);
    const version = isObject(resource?.meta) ? resource.meta.versionId : undefined;
    return literal?.version !== undefined && literal.version !== version ? undefined : resource;
  };
}

function namedBy(resources: readonly JsonObject[], bases: readonly string[]) {
  const keys = new Map<string, { readonly type: string; readonly id: string }>();
  for (const resource of resources)
    eachReference(resource, ({ reference }) => {
      const literal = parseLiteral(withoutFragment(reference), bases);
      if (literal) keys.set(`${literal.type}/${literal.id}`, { type: literal.type, id: literal.id });
    });
  return [...keys.values()];
}

function withoutFragment(reference: string): string {
  return reference.replace(/#.*$/s, '');
}

/** A deleted resource has no text. */
function parsed(body: string | undefined, { settings }: Resolving['parts']): JsonObject | undefined {
  if (!body) return undefined;
  const { value } = parseJson(body, { depth: settings.depthLimit });
  return isObject(value) ? value : undefined;
}
