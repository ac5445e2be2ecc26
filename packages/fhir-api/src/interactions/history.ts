/** https://hl7.org/fhir/R4/http.html#history */
import type { HistoryCursor, HistoryEntry, HistoryQuery, VersionOp } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import { type BundleEntry, bundleText } from '../bundle/bundle-text.ts';
import { type Call, firstValue, type Result } from '../call.ts';
import { countOf } from '../http/count.ts';
import { entityTag } from '../http/entity-tag.ts';
import { pageParameter, pagePosition, pageUrl, urlOf } from '../http/page-link.ts';
import { instantOf, periodOf } from '../http/times.ts';
import type { ApiParts } from '../parts.ts';

const known: ReadonlySet<string> = new Set([
  '_since',
  '_at',
  '_count',
  '_format',
  '_pretty',
  '_summary',
  '_elements',
  pageParameter,
]);

export async function history(call: Call, parts: ApiParts): Promise<Result> {
  const strange = call.query.find(([name]) => !known.has(name));
  if (strange)
    throw outcomes.notSupported(`"${strange[0]}" is no parameter of history; it takes _since, _at and _count.`);
  const count = countOf(call.query, parts.settings);
  const url = `${call.base}${call.type ? `/${call.type}` : ''}${call.id ? `/${call.id}` : ''}/_history`;
  const position = pagePosition(url, call.query, parts.sign) as [number, string, number] | undefined;
  const versions = versionsOf(call);
  if (count === 0 || firstValue(call.query, '_summary') === 'count') return total(call, parts, url);
  const rows = await parts.store.history({
    ...versions,
    ...(position && { after: cursorAt(position) }),
    count: count + 1,
  });
  if (call.id && rows.length === 0 && !position && !(await parts.store.read(call.type as string, call.id)))
    throw unknown(call);
  const shown = rows.slice(0, count);
  const last = shown.at(-1);
  const next =
    rows.length > count && last
      ? pageUrl(url, call.query, { position: positionOf(last), sign: parts.sign })
      : undefined;
  const body = bundleText(
    {
      id: parts.newId(),
      type: 'history',
      at: parts.now(),
      links: [
        { relation: 'self', url: urlOf(url, call.query) },
        ...(next ? [{ relation: 'next' as const, url: next }] : []),
      ],
    },
    shown.map((row) => entryOf(row, call.base)),
  );
  return { status: 200, body, resources: shown.length };
}

/** https://hl7.org/fhir/R4/search.html#count: with a count of 0 only the number is wanted. */
async function total(call: Call, parts: ApiParts, url: string): Promise<Result> {
  const found = await parts.store.historyTotal(versionsOf(call));
  if (call.id && found === 0 && !(await parts.store.read(call.type as string, call.id))) throw unknown(call);
  const links = [{ relation: 'self' as const, url: urlOf(url, call.query) }];
  return {
    status: 200,
    body: bundleText({ id: parts.newId(), type: 'history', at: parts.now(), total: found, links }, []),
  };
}

/** Which versions are meant. */
function versionsOf({ type, id, query }: Call): Omit<HistoryQuery, 'count' | 'after'> {
  const since = firstValue(query, '_since');
  const at = firstValue(query, '_at');
  return {
    ...(type && { type }),
    ...(id && { id }),
    ...(since !== undefined && { since: instantOf('_since', since) }),
    ...(at !== undefined && { at: periodOf('_at', at) }),
  };
}

function unknown({ type, id }: Call) {
  return outcomes.notFound(`${type}/${id} is not known.`);
}

function positionOf(row: HistoryEntry): [number, string, number] {
  return [row.lastUpdated, String(row.rid), row.version];
}

function cursorAt([lastUpdated, rid, version]: [number, string, number]): HistoryCursor {
  return { lastUpdated, rid: BigInt(rid), version };
}

const requests: Readonly<Record<VersionOp, { method: string; status: string }>> = {
  create: { method: 'POST', status: '201' },
  put: { method: 'PUT', status: '201' },
  update: { method: 'PUT', status: '200' },
  patch: { method: 'PATCH', status: '200' },
  delete: { method: 'DELETE', status: '204' },
};

function entryOf(row: HistoryEntry, base: string): BundleEntry {
  const name = `${row.type}/${row.id}`;
  return {
    fullUrl: `${base}/${name}`,
    ...(row.op !== 'delete' && { resource: row.body }),
    request: { method: requests[row.op].method, url: row.op === 'create' ? row.type : name },
    response: {
      status: requests[row.op].status,
      etag: entityTag(row.version),
      lastModified: new Date(row.lastUpdated).toISOString(),
    },
  };
}
