/**
 * Replaces what entries of a batch call each other (fullUrl, urn:uuid) and conditional references by `Type/id`.
 * https://hl7.org/fhir/R4/http.html#trules, https://hl7.org/fhir/R4/bundle.html#references
 */
import type { RecordTransaction, ResourceKey } from '@charthouse/chart-store';
import {
  isReference,
  type JsonObject,
  type JsonValue,
  outcomes,
  parseLiteral,
  type Resource,
} from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { queryOf } from '../http/url.ts';
import type { ApiParts } from '../parts.ts';
import { matchesOf } from './criteria.ts';
import { deletedIds } from './deleted-first.ts';
import type { Edits } from './edits.ts';
import { elementPath } from './element-path.ts';
import type { Aimed } from './targets.ts';
import { isUriElement } from './uri-elements.ts';
import type { WriteCall } from './write-call.ts';
import { type Resolved, refuseWrongTargets } from './wrong-targets.ts';

/** A literal reference to this server, for the integrity check. */
export interface Link extends ResourceKey {
  /** Of a reference to one version. */
  readonly version?: string;
  /** FHIRPath of the reference, found when it is asked for. */
  readonly from: () => string;
}

interface Conditional {
  readonly resource: Linked;
  readonly holder: JsonObject;
  readonly text: string;
  readonly from: () => string;
}

/** A resource that will be stored: as it was sent, or as a patch left it. */
export interface Linked {
  readonly call: WriteCall;
  readonly resource: Resource;
}

interface Workshop {
  readonly tx: RecordTransaction;
  readonly parts: ApiParts;
  readonly edits: Edits;
  /** The server's base URL as the caller sees it. */
  readonly base: string;
}

/** Rewrites resources of a batch in place (through `edits`) and returns their literal references. */
export async function linkResources(
  resources: readonly Linked[],
  aimed: readonly Aimed[],
  { tx, parts, edits, base }: Workshop,
): Promise<Link[]> {
  if (resources.length === 0) return [];
  const names = entryNames(aimed);
  const conditionals: Conditional[] = [];
  const resolved: Resolved[] = [];
  const links: Link[] = [];
  const bases = [base, ...parts.ownBases];
  for (const one of resources) {
    const { call, resource } = one;
    const root = call.fullUrl?.match(/^(https?:\/\/.*)\/[A-Z]\w+\/[^/]+$/)?.[1];
    const onReference = (holder: JsonObject, text: string) => {
      const [target, fragment] = text.split(/(#.*)/s) as [string, string?];
      if (target === '') return; // a contained resource
      const from = () => elementPath(call.place || resource.resourceType, resource, holder);
      const entry = target.replace(/\/_history\/[^/]+$/, '');
      const known = names.get(target) ?? names.get(entry) ?? (root ? names.get(`${root}/${entry}`) : undefined);
      if (known && fragment && /^urn:/i.test(target)) throw partOfEntry(text, from());
      if (known) {
        resolved.push({ resource: one, holder, type: known.slice(0, known.indexOf('/')), from });
        return edits.set(holder, 'reference', known + (fragment ?? ''));
      }
      if (/^[A-Z]\w+\?/.test(text)) return conditionals.push({ resource: one, holder, text, from });
      if (/^urn:(uuid|oid):/i.test(target) && call.place) throw unknownEntry(text, from());
      const literal = parseLiteral(target, bases);
      if (literal) links.push({ ...literal, from });
      else if (parts.settings.referentialIntegrity && !isAbsolute(target)) throw nowhere(text, from());
    };
    visit(resource, '', { root: resource, names, edits, onReference });
  }
  if (conditionals.length > 0) links.push(...(await resolveConditionals(conditionals, aimed, { tx, parts, edits })));
  for (const one of conditionals) resolved.push({ ...one, type: one.text.slice(0, one.text.indexOf('?')) });
  if (!parts.unchecked) refuseWrongTargets(resolved);
  return links;
}

function entryNames(aimed: readonly Aimed[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { call, ids } of aimed) {
    if (!call.fullUrl || call.kind === 'delete' || ids[0] === undefined) continue;
    if (names.has(call.fullUrl))
      throw outcomes.badRequest(`Two entries have the fullUrl "${call.fullUrl}".`, call.place);
    names.set(call.fullUrl, `${call.type}/${ids[0]}`);
  }
  return names;
}

interface Linking {
  readonly root: Resource;
  readonly names: ReadonlyMap<string, string>;
  readonly edits: Edits;
  readonly onReference: (holder: JsonObject, text: string) => unknown;
}

/** Visits every text of a resource once: references, uri elements that name an entry, links in narratives. `name` holds `value`. */
function visit(value: JsonObject | JsonValue[], name: string, linking: Linking): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) visitChild(value, i, { name, linking });
  } else {
    for (const key in value) visitChild(value, key, { name, linking });
  }
}

interface Around {
  /** The property that holds the object or array. */
  readonly name: string;
  readonly linking: Linking;
}

function visitChild(holder: JsonObject | JsonValue[], key: string | number, { name, linking }: Around): void {
  const child = (holder as Record<string | number, JsonValue>)[key];
  if (typeof child === 'object') {
    if (child !== null) visit(child, typeof key === 'string' ? key : name, linking);
  } else if (typeof child === 'string') {
    if (key === 'reference' && isReference(holder as JsonObject, name))
      linking.onReference(holder as JsonObject, child);
    else if (linking.names.size > 0) linkText(holder, key, { text: child, linking });
  }
}

/** A uri that names an entry, or a narrative with links to entries. */
function linkText(
  holder: JsonObject | JsonValue[],
  key: string | number,
  { text, linking: { root, names, edits } }: { text: string; linking: Linking },
): void {
  const known = names.get(text);
  if (known !== undefined) {
    if (isUriElement(root, holder, key)) edits.set(holder, key, known);
  } else if (key === 'div' && text.includes('urn:')) {
    const linked = text.replace(/\b(href|src)="([^"]*)"/g, (all, attribute, url) => {
      const entry = names.get(url);
      return entry ? `${attribute}="${entry}"` : all;
    });
    if (linked !== text) edits.set(holder, key, linked);
  }
}

async function resolveConditionals(
  conditionals: readonly Conditional[],
  aimed: readonly Aimed[],
  { tx, parts, edits }: { tx: RecordTransaction; parts: ApiParts; edits: Edits },
): Promise<Link[]> {
  const texts = [...new Set(conditionals.map((c) => c.text))];
  const deleted = deletedIds(aimed.map(({ call, matched }) => [call, matched]));
  const criteria = texts.map((text) => {
    const [type = '', query = ''] = text.split(/\?(.*)/s);
    if (!isResourceType(type)) throw outcomes.unprocessable(`"${text}" names no FHIR resource type.`);
    return { type, query: queryOf(query), limit: 2 + (deleted.get(type)?.size ?? 0) };
  });
  const found = await matchesOf(criteria, tx, parts);
  const inBatch = criteria.map(({ type, query }) => matchInBatch(aimed, type, query));
  const targets = new Map(
    criteria.map(({ type }, i) => {
      const stored = (found[i] ?? []).map(({ id }) => id).filter((id) => !deleted.get(type)?.has(id));
      return [texts[i], new Set([...stored, ...(inBatch[i] ?? [])])];
    }),
  );
  // First what no other resource could mend.
  const many = conditionals.find(({ text }) => (targets.get(text)?.size ?? 0) > 1);
  if (many) throw outcomes.multipleMatches(`The reference "${many.text}" matches more than one resource.`, many.from());
  return conditionals.map(({ holder, text, from }) => {
    const [id] = targets.get(text) ?? [];
    if (id === undefined) throw outcomes.versionMismatch(`The reference "${text}" matches no resource.`, from());
    const type = text.slice(0, text.indexOf('?'));
    edits.set(holder, 'reference', `${type}/${id}`);
    return { type, id, from };
  });
}

/** Resources written by the same batch that an identifier names; they are not in the database yet. */
function matchInBatch(aimed: readonly Aimed[], type: string, query: readonly (readonly [string, string])[]): string[] {
  const [only, ...others] = query;
  if (!only || others.length > 0 || only[0] !== 'identifier') return [];
  return aimed
    .filter(({ call, found }) => !found && call.type === type && call.resource && hasIdentifier(call.resource, only[1]))
    .flatMap(({ ids }) => ids);
}

function hasIdentifier(resource: Resource, wanted: string): boolean {
  const [system, value] = wanted.includes('|') ? wanted.split('|') : [undefined, wanted];
  const list = Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier];
  return list.some((item) => {
    const identifier = (item ?? {}) as JsonObject;
    return identifier.value === value && (system === undefined || (identifier.system ?? '') === system);
  });
}

function unknownEntry(text: string, from: string) {
  return outcomes.unprocessable(
    `The reference "${text}" names no entry of this transaction (no entry has that fullUrl).`,
    from,
  );
}

/** Contained resources are referred to from within their resource only: https://hl7.org/fhir/R4/references.html#contained */
function partOfEntry(text: string, from: string) {
  return outcomes.badRequest(
    `The reference "${text}" names a part of another entry: refer to the entry, without "#", or write "#id" for a contained resource of the same one.`,
    from,
  );
}

function isAbsolute(reference: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(reference);
}

function nowhere(text: string, from: string) {
  return outcomes.danglingReference(
    `The reference "${text}" leads nowhere: write Type/id for a resource of this server, or an absolute URL.`,
    from,
  );
}
