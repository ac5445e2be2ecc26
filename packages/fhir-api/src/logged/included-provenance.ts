/** `_revinclude=Provenance:target`: of each resource found, the Provenance of the version that is shown, from the access log. */
import { type SearchQuery, type SearchRow, sql } from '@charthouse/fhir-search';
import type { BundleEntry } from '../bundle/bundle-text.ts';
import type { Call } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import { type LogRow, logId, logPage } from './log-row.ts';
import { loggedType } from './logged-types.ts';
import { provenance } from './provenance.ts';

/** One more than a page includes says that some are left out. */
export async function includedProvenance(
  query: SearchQuery,
  rows: readonly SearchRow[],
  { call, parts }: { readonly call: Call; readonly parts: ApiParts },
): Promise<BundleEntry[]> {
  const { store } = parts;
  const target = store.ids.parameterId('Provenance', 'target');
  const asked = query.includes.some(
    ({ reverse, source, parameters }) =>
      reverse && source === 'Provenance' && (parameters === undefined || parameters.includes(target)),
  );
  const logged = loggedType('Provenance', parts);
  if (!asked || rows.length === 0 || !logged) return [];
  const shown = sql`(l.tid, l.id, l.ver) in (select * from unnest(${rows.map(({ tid }) => tid)}::int2[],
    ${rows.map(({ id }) => id)}::text[], ${rows.map(({ ver }) => ver)}::int4[]))`;
  const found = await store.search<LogRow>(
    logPage({ conditions: [logged.rows, shown], count: query.includeLimit + 1, ascending: false }),
  );
  return found.map((row) => ({
    fullUrl: `${call.base}/Provenance/${logId(row)}`,
    resource: JSON.stringify(provenance(row)),
    search: { mode: 'include' },
  }));
}
