/**
 * Replaces what entries of a batch call each other (fullUrl, urn:uuid) and conditional references by `Type/id`.
 * https://hl7.org/fhir/R4/http.html#trules, https://hl7.org/fhir/R4/bundle.html#references
 */
import type { RecordTransaction, ResourceKey } from '@charthouse/chart-store';
import { type JsonObject, type JsonValue, outcomes, parseLiteral, type Resource } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { queryOf } from '../http/url.ts';
import type { ApiParts } from '../parts.ts';
import { matchesOf } from './criteria.ts';
import type { Edits } from './edits.ts';
import type { Aimed } from './targets.ts';
import { isUriElement } from './uri-elements.ts';
import { expressionAt, type WriteBatch } from './write-call.ts';

/** A literal reference to this server, for the integrity check. */
export interface Link extends ResourceKey {
  /** FHIRPath of the resource that has the reference. */
  readonly from: string;
}

interface Conditional {
  readonly holder: JsonObject;
  readonly text: string;
  readonly from: string;
}

/** Rewrites the resources of the batch in place (through `edits`) and returns their literal references. */
export async function linkBatch(
  batch: WriteBatch,
  aimed: readonly Aimed[],
  { tx, parts, edits }: { tx: RecordTransaction; parts: ApiParts; edits: Edits },
): Promise<Link[]> {
  const names = entryNames(aimed);
  const conditionals: Conditional[] = [];
  const links: Link[] = [];
  for (const { call, found } of aimed) {
    if (!call.resource || found) continue;
    const root = call.fullUrl?.match(/^(https?:\/\/.*)\/[A-Z]\w+\/[^/]+$/)?.[1];
    const from = call.place || call.resource.resourceType;
    const onReference = (holder: JsonObject, text: string) => {
      const known = names.get(text) ?? (root ? names.get(`${root}/${text}`) : undefined);
      if (known) return edits.set(holder, 'reference', known);
      if (/^[A-Z]\w+\?/.test(text)) return conditionals.push({ holder, text, from });
      if (/^urn:(uuid|oid):/i.test(text) && call.place) throw unknownEntry(text, from);
      const literal = parseLiteral(text, batch.base);
      if (literal) links.push({ type: literal.type, id: literal.id, from });
    };
    linkResource(call.resource, { names, edits, onReference });
  }
  if (conditionals.length > 0) await resolveConditionals(conditionals, aimed, { tx, parts, edits });
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
  readonly names: ReadonlyMap<string, string>;
  readonly edits: Edits;
  readonly onReference: (holder: JsonObject, text: string) => unknown;
}

/** Visits every text of a resource once: references, uri elements that name an entry, links in narratives. */
function linkResource(resource: Resource, linking: Linking): void {
  visit(resource, resource.resourceType, linking);
}

function visit(holder: JsonObject | JsonValue[], path: string, linking: Linking): void {
  for (const key in holder) {
    const value = (holder as JsonObject)[key];
    if (typeof value === 'object') {
      if (value !== null)
        visit(value as JsonObject | JsonValue[], Array.isArray(holder) ? path : `${path}.${key}`, linking);
    } else if (typeof value === 'string') visitText(holder, key, { value, path, linking });
  }
}

function visitText(
  holder: JsonObject | JsonValue[],
  key: string,
  { value, path, linking }: { value: string; path: string; linking: Linking },
): void {
  if (key === 'reference' && !('resourceType' in holder) && !('language' in holder) && !path.endsWith('.education')) {
    linking.onReference(holder as JsonObject, value);
    return;
  }
  if (linking.names.size === 0) return;
  const known = linking.names.get(value);
  if (known !== undefined) {
    if (isUriElement(Array.isArray(holder) ? path : `${path}.${key}`)) linking.edits.set(holder, key, known);
  } else if (key === 'div' && value.includes('urn:')) {
    const linked = value.replace(/\b(href|src)="([^"]*)"/g, (all, name, url) => {
      const entry = linking.names.get(url);
      return entry ? `${name}="${entry}"` : all;
    });
    if (linked !== value) linking.edits.set(holder, key, linked);
  }
}

async function resolveConditionals(
  conditionals: readonly Conditional[],
  aimed: readonly Aimed[],
  { tx, parts, edits }: { tx: RecordTransaction; parts: ApiParts; edits: Edits },
): Promise<void> {
  const texts = [...new Set(conditionals.map((c) => c.text))];
  const criteria = texts.map((text) => {
    const [type = '', query = ''] = text.split(/\?(.*)/s);
    if (!isResourceType(type)) throw outcomes.unprocessable(`"${text}" names no FHIR resource type.`);
    return { type, query: queryOf(query), limit: 2 };
  });
  const found = await matchesOf(criteria, tx, parts);
  const inBatch = criteria.map(({ type, query }) => matchInBatch(aimed, type, query));
  const targets = new Map(
    texts.map((text, i) => [text, new Set([...(found[i] ?? []).map((match) => match.id), ...(inBatch[i] ?? [])])]),
  );
  for (const { holder, text, from } of conditionals) {
    const [id, ...more] = targets.get(text) ?? [];
    if (id === undefined) throw outcomes.versionMismatch(`The reference "${text}" matches no resource.`, from);
    if (more.length > 0)
      throw outcomes.multipleMatches(`The reference "${text}" matches more than one resource.`, from);
    edits.set(holder, 'reference', `${text.slice(0, text.indexOf('?'))}/${id}`);
  }
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
    expressionAt('', from),
  );
}
