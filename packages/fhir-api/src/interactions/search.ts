/** https://hl7.org/fhir/R4/http.html#search */

import {
  type Issue,
  type JsonValue,
  operationOutcome,
  outcomes,
  parseJson,
  withLiterals,
} from '@charthouse/fhir-model';
import type { SearchQuery, SearchRow } from '@charthouse/fhir-search';
import { type BundleEntry, type BundleLink, bundleText } from '../bundle/bundle-text.ts';
import { type Call, firstValue, type Query, type Result } from '../call.ts';
import { unknownElements } from '../http/elements.ts';
import { pageParameter, pagePosition, pageUrl, urlOf } from '../http/page-link.ts';
import { unaskedOfLog } from '../logged/chains.ts';
import { includedProvenance } from '../logged/included-provenance.ts';
import { searchLogged } from '../logged/logged-search.ts';
import { loggedType } from '../logged/logged-types.ts';
import type { ApiParts } from '../parts.ts';
import { parsedNow } from '../searching/current-index.ts';
import { gatherIncludes, roomFor } from '../searching/gather-includes.ts';
import { totalOf } from '../searching/total.ts';

export async function search(call: Call, parts: ApiParts): Promise<Result> {
  const logged = loggedType(call.type, parts);
  if (logged) return searchLogged({ call, parts, logged, url: searchUrl(call) });
  const query = await parsedNow(parts, () => parse(call, parts));
  // That `_elements` has no value at all is found by the search.
  const untold = { ...call, query: call.query.filter(([, value]) => value !== '') };
  const unasked = unaskedOfLog(call.query);
  if (unasked[0] && call.preferences.handling === 'strict') throw outcomes.notSupported(String(unasked[0].diagnostics));
  const issues = [...query.issues, ...unknownElements(untold), ...unasked];
  return searchResult({ ...query, issues }, { call, parts, url: searchUrl(call) });
}

function parse(call: Call, { settings, now, ...parts }: ApiParts): SearchQuery {
  return parts.search.parse(
    { ...(call.type && { type: call.type }), ...(call.compartment && { compartment: call.compartment }) },
    call.query.filter(([name]) => name !== pageParameter),
    {
      strict: call.preferences.handling === 'strict',
      contained: true,
      now: now(),
      limits: {
        chainLimit: settings.chainLimit,
        includeLimit: settings.includeLimit,
        pageDefault: settings.pageDefault,
        pageLimit: settings.pageLimit,
      },
    },
  );
}

interface Asked {
  readonly call: Call;
  readonly parts: ApiParts;
  /** Absolute URL of the search without its query. */
  readonly url: string;
  /** Which of the resources found and included are wanted; absent: all. */
  readonly keep?: (row: SearchRow, mode: 'match' | 'include') => boolean;
}

/** Runs a parsed search and answers its page; operations that are searches use it as well. */
export async function searchResult(
  asked: SearchQuery,
  { call, parts, url, keep = () => true }: Asked,
): Promise<Result> {
  const position = pagePosition(url, call.query, (text) => parts.sign(asked.fingerprint + text)) as
    | string[]
    | undefined;
  const countOnly = asked.count === 0 || firstValue(call.query, '_summary') === 'count';
  const wanted = countOnly ? { ...asked, count: 0 } : asked;
  const query = await parts.search.refine(wanted, parts.store.search, position);
  const links = linkQueryOf(query, call.query);
  const [rows, total] = await Promise.all([
    countOnly ? [] : parts.store.search<SearchRow>(parts.search.page(query, position)),
    totalOf(query, parts, countOnly),
  ]);
  const page = rows.slice(0, query.count);
  const matches = page.filter((row) => keep(row, 'match'));
  const last = page.at(-1);
  const more = rows.length > query.count && last !== undefined;
  const whole = !more && position === undefined && !countOnly ? { total: matches.length } : {};
  const included = await gatherIncludes(query, page, parts);
  const provenance = await includedProvenance(query, [...page, ...included.rows], { call, parts });
  const room = roomFor(provenance, included, query);
  const issues = [...query.issues, ...room.issues];
  const head = {
    id: parts.newId(),
    type: 'searchset' as const,
    at: parts.now(),
    ...whole,
    ...total,
    links: [
      { relation: 'self', url: urlOf(url, links) },
      ...(more ? [nextLink(query, last, { call, parts, url })] : []),
    ] as BundleLink[],
  };
  const entries = [
    ...matches.map((row) => entryOf(row, 'match', { call, parts })),
    ...included.rows.filter((row) => keep(row, 'include')).map((row) => entryOf(row, 'include', { call, parts })),
    ...room.fitting,
    ...(issues.length > 0 ? [outcomeEntry(issues)] : []),
  ];
  const resources = matches.length + entries.filter(({ search }) => search?.mode === 'include').length;
  return { status: 200, body: bundleText(head, entries), resources };
}

function nextLink(query: SearchQuery, last: SearchRow, { call, parts, url }: Asked): BundleLink {
  const position = parts.search.cursorOf(query, last);
  const sign = (text: string) => parts.sign(query.fingerprint + text);
  return { relation: 'next', url: pageUrl(url, call.query, { position, sign }) };
}

/** What was understood, and how the answer is to look. */
function linkQueryOf(query: SearchQuery, asked: Query): Query {
  const page = asked.find(([name]) => name === pageParameter);
  return page ? [...query.understood, page] : query.understood;
}

function searchUrl({ base, type, compartment }: Call): string {
  if (compartment) return `${base}/${compartment.type}/${compartment.id}/${type ?? '*'}`;
  return type ? `${base}/${type}` : base;
}

function entryOf(
  row: SearchRow,
  mode: 'match' | 'include',
  { call, parts }: Pick<Asked, 'call' | 'parts'>,
): BundleEntry {
  if (row.ctid && row.cid) {
    const container = `${call.base}/${parts.store.ids.typeName(row.ctid)}/${row.cid}`;
    return { fullUrl: `${container}#${row.id}`, resource: containedText(row), search: { mode } };
  }
  return {
    fullUrl: `${call.base}/${parts.store.ids.typeName(row.tid)}/${row.id}`,
    resource: row.body,
    search: { mode },
  };
}

/** The contained resource as it stands in what contains it, numbers as written. */
function containedText({ body, place }: SearchRow): string {
  const { value, literals } = parseJson(body);
  const { contained = [] } = value as { contained?: JsonValue[] };
  return withLiterals(literals, () => JSON.stringify(contained[place ?? 0]));
}

function outcomeEntry(issues: readonly Issue[]): BundleEntry {
  return { resource: JSON.stringify(operationOutcome(issues)), search: { mode: 'outcome' } };
}
