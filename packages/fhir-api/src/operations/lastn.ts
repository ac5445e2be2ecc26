/** The newest observations of each code: https://hl7.org/fhir/R4/observation-operation-lastn.html */
import { isObject, type JsonObject, outcomes } from '@charthouse/fhir-model';
import { type SearchRow, sql } from '@charthouse/fhir-search';
import { bundleText } from '../bundle/bundle-text.ts';
import type { Result } from '../call.ts';
import { urlOf } from '../http/page-link.ts';
import type { ApiParts } from '../parts.ts';
import { parsedNow } from '../searching/current-index.ts';
import { type Operation, withInputInQuery } from './operation.ts';

/** Observations looked at; a search that finds more must be narrowed. */
const observationLimit = 100_000;

interface Candidate {
  readonly rid: string;
  readonly code: JsonObject | null;
}

export const lastn: Operation = {
  definition: {
    id: 'lastn',
    code: 'lastn',
    title: 'Last observations of each code',
    description:
      'Takes the search parameters of Observation (a patient or subject is needed) and returns the newest of each code.',
    base: 'http://hl7.org/fhir/OperationDefinition/Observation-lastn',
    parameter: [
      {
        name: 'max',
        use: 'in',
        min: 0,
        max: '1',
        type: 'positiveInt',
        documentation: 'Observations of each code; 1 when absent.',
      },
      { name: 'return', use: 'out', min: 1, max: '1', type: 'Bundle' },
    ],
  },
  levels: ['type'],
  types: ['Observation'],
  takesCriteria: true,
  affectsState: false,
  async handle(asked, parts): Promise<Result> {
    const call = withInputInQuery(asked);
    const max = call.query.find(([name]) => name === 'max')?.[1] ?? '1';
    if (!/^[1-9]\d{0,5}$/.test(max))
      throw outcomes.badRequest(`max is "${max}"; a whole number from 1 on is expected.`);
    if (!call.query.some(([name]) => /^(patient|subject)\b/.test(name)))
      throw outcomes.badRequest('$lastn needs the parameter patient or subject.');
    const criteria = call.query.filter(([name]) => name !== 'max' && name !== '_sort' && name !== '_count');
    const query = await parsedNow(parts, () =>
      parts.search.parse(
        { type: 'Observation' },
        [...criteria, ['_sort', '-date'], ['_count', String(observationLimit)]],
        {
          strict: true,
          now: parts.now(),
          limits: { pageLimit: observationLimit, chainLimit: parts.settings.chainLimit },
        },
      ),
    );
    const candidates = await parts.store.search<Candidate>(
      sql`select hit.rid, hit.body::jsonb -> 'code' as code from (${parts.search.page(query)}) hit`,
    );
    if (candidates.length > observationLimit)
      throw outcomes.tooCostly(`More than ${observationLimit} observations match; narrow the search.`);
    const rows = await bodiesOf(newestOfEachCode(candidates, Number(max)), parts);
    const url = urlOf(`${call.base}/Observation/$lastn`, call.query);
    const head = {
      id: parts.newId(),
      type: 'searchset' as const,
      at: parts.now(),
      total: rows.length,
      links: [{ relation: 'self' as const, url }],
    };
    return {
      status: 200,
      resources: rows.length,
      body: bundleText(
        head,
        rows.map((row) => ({
          fullUrl: `${call.base}/Observation/${row.id}`,
          resource: row.body,
          search: { mode: 'match' },
        })),
      ),
    };
  },
};

/** Row ids, grouped by code in the order the codes first appear. Two codes are one when they share a coding, else by their text. */
function newestOfEachCode(candidates: readonly Candidate[], max: number): string[] {
  const groups = new Map<string, string[]>();
  const ordered = new Set<string[]>();
  for (const { rid, code } of candidates) {
    const names = namesOf(code);
    const group = names.map((name) => groups.get(name)).find((known) => known !== undefined) ?? [];
    for (const name of names) groups.set(name, group);
    ordered.add(group);
    if (group.length < max) group.push(rid);
  }
  return [...ordered].flat();
}

function namesOf(code: JsonObject | null): string[] {
  const codings = Array.isArray(code?.coding) ? code.coding.filter(isObject) : [];
  const names = codings.filter((c) => c.code !== undefined).map((c) => `${c.system ?? ''}|${c.code}`);
  return names.length > 0 ? names : [`text ${code?.text ?? ''}`];
}

async function bodiesOf(rids: readonly string[], { store }: ApiParts): Promise<SearchRow[]> {
  return store.search<SearchRow>(
    sql`select id, body from res join unnest(${rids}::int8[]) with ordinality as wanted(rid, place) using (rid) where op <> 'D' order by place`,
  );
}
