/**
 * A search of AuditEvent or Provenance: rows of the access log and resources that were sent, together in the order of their
 * time, newest first unless asked otherwise. https://hl7.org/fhir/R4/search.html
 */
import { type Issue, operationOutcome, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import { joinSql, type SearchQuery, type SearchRow, type Sql, sql } from '@charthouse/fhir-search';
import { type BundleEntry, type BundleLink, bundleText } from '../bundle/bundle-text.ts';
import { type Call, firstValue, type Query, type Result } from '../call.ts';
import { pageParameter, pagePosition, pageUrl, urlOf } from '../http/page-link.ts';
import type { ApiParts } from '../parts.ts';
import { totalOf } from '../searching/total.ts';
import { withoutChains } from './chains.ts';
import { anyOf, type Given, referenceOf } from './conditions.ts';
import { type LogFilter, type LogRow, logId, logPage, logTotal, moment, placeOf, timeOf } from './log-row.ts';
import type { LoggedType } from './logged-types.ts';

interface Asked {
  readonly call: Call;
  readonly parts: ApiParts;
  readonly logged: LoggedType;
  /** What the search of sent resources understood of it. */
  readonly query: SearchQuery;
  readonly ascending: boolean;
  /** Absolute URL of the search without its query. */
  readonly url: string;
}

/** Where a page ends: in the log, and among the sent resources. */
type Position = readonly [log: readonly [at: string, n: string] | null, sent: readonly string[] | null];

interface Found {
  /** When it was recorded, as text that sorts. */
  readonly time: string;
  readonly id: string;
  readonly body: string;
  readonly row: LogRow | SearchRow;
}

export async function searchLogged(asked: Omit<Asked, 'query' | 'ascending'>): Promise<Result> {
  const { call, parts, logged, url } = asked;
  const ascending = isAscending(call.query, logged);
  const query = sentQuery(call, parts, { logged, ascending });
  const whole: Asked = { ...asked, query, ascending };
  const { filter: wide, callers, issues } = filterOf(whole, await withoutChains(query.understood, parts));
  const filter = await byCallers(wide, callers, parts);
  const countOnly = query.count === 0 || firstValue(call.query, '_summary') === 'count';
  const sign = (text: string) => parts.sign(query.fingerprint + text);
  const position = pagePosition(url, call.query, sign) as Position | undefined;
  const [found, total] = await Promise.all([
    countOnly ? [] : findAll(whole, filter, position ?? [null, null]),
    totalOfBoth(whole, filter, countOnly),
  ]);
  const page = found.slice(0, query.count);
  const links = query.understood.filter(([name]) => name !== pageParameter);
  const current = call.query.filter(([name]) => name === pageParameter);
  const next = found.length > query.count ? positionAfter(page, position ?? [null, null], whole) : undefined;
  const head = {
    id: parts.newId(),
    type: 'searchset' as const,
    at: parts.now(),
    ...(!next && !position && !countOnly && { total: page.length }),
    ...total,
    links: [
      { relation: 'self', url: urlOf(url, [...links, ...current]) },
      ...(next ? [{ relation: 'next', url: pageUrl(url, call.query, { position: next, sign }) }] : []),
    ] as BundleLink[],
  };
  const entries = page.map(
    ({ id, body }): BundleEntry => ({
      fullUrl: `${call.base}/${call.type}/${id}`,
      resource: body,
      search: { mode: 'match' },
    }),
  );
  const told = [...query.issues, ...issues];
  const outcome: BundleEntry[] =
    told.length > 0 ? [{ resource: JSON.stringify(operationOutcome(told)), search: { mode: 'outcome' } }] : [];
  return { status: 200, body: bundleText(head, [...entries, ...outcome]), resources: page.length };
}

function isAscending(query: Query, { moment: by }: LoggedType): boolean {
  const sort = firstValue(query, '_sort') ?? `-${by}`;
  const name = sort.replace(/^-/, '');
  if (name !== by && name !== '_lastUpdated')
    throw outcomes.notSupported(`_sort=${sort}: these are sorted by their time only: _sort=-${by} or _sort=${by}.`);
  return !sort.startsWith('-');
}

/** @throws OutcomeError 400 as any search: unknown parameters when strict, values that make no sense */
function sentQuery(
  call: Call,
  { search, settings, now }: ApiParts,
  { logged, ascending }: { readonly logged: LoggedType; readonly ascending: boolean },
): SearchQuery {
  const parameters = call.query.filter(([name]) => name !== pageParameter && name !== '_sort');
  const query = search.parse(
    { type: call.type as string, ...(call.compartment && { compartment: call.compartment }) },
    [...parameters, ['_sort', `${ascending ? '' : '-'}${logged.moment}`]],
    {
      strict: call.preferences.handling === 'strict',
      now: now(),
      limits: { chainLimit: settings.chainLimit, pageDefault: settings.pageDefault, pageLimit: settings.pageLimit },
    },
  );
  const sorted = call.query.filter(([name]) => name === '_sort');
  return { ...query, understood: [...query.understood.filter(([name]) => name !== '_sort'), ...sorted] };
}

/** Parameters that say how to answer. */
const forAll: ReadonlySet<string> = new Set([
  '_count',
  '_total',
  '_sort',
  '_summary',
  '_elements',
  '_format',
  '_pretty',
]);

interface Filtered {
  readonly filter: LogFilter;
  /** Conditions on the caller alone. */
  readonly callers: readonly Sql[];
  readonly issues: Issue[];
}

/** Which rows are meant, and what cannot be told of rows. */
function filterOf({ call, parts, logged }: Asked, asked: Query): Filtered {
  const keys = { typeId: parts.store.ids.typeId, patientKey: (id: string) => parts.store.hash(`Patient/${id}`) };
  const known = logged.parameters(keys);
  const conditions: Sql[] = [logged.rows];
  const callers: Sql[] = [];
  const issues: Issue[] = [];
  let patients: bigint[] | undefined;
  for (const given of [...givenIn(asked), ...givenByCompartment(call, logged)]) {
    if (forAll.has(given.name)) continue;
    const ids = given.name === 'patient' ? patientsOf(given) : undefined;
    const condition = given.name === '_id' ? named(given) : known[given.name]?.(given);
    if (ids && patients) conditions.push(hasPatient(ids.map(keys.patientKey)));
    else if (ids) patients = ids.map(keys.patientKey);
    else if (condition) (logged.aboutCallers.has(given.name) ? callers : conditions).push(condition);
    else issues.push(untold(given));
  }
  if (issues.length > 0 && call.preferences.handling === 'strict')
    throw outcomes.notSupported(issues.map(({ diagnostics }) => diagnostics).join(' '));
  return { filter: { conditions, ...(patients && { patients }) }, callers, issues };
}

/** Callers that are looked for by their keys. */
const mostCallers = 1_000;

/** Rows are found by the keys of callers where these are few: a caller that is seldom is then found without reading every row. */
async function byCallers(filter: LogFilter, callers: readonly Sql[], { store }: ApiParts): Promise<LogFilter> {
  if (callers.length === 0) return filter;
  const found = await store.search<{ who: bigint }>(
    sql`select w.who from access_who w where ${joinSql(callers, ' and ')} limit ${mostCallers + 1}`,
  );
  const few = found.length <= mostCallers ? [sql`l.who = any(${found.map(({ who }) => who)}::int8[])`] : callers;
  return { ...filter, conditions: [...filter.conditions, ...few] };
}

function givenIn(query: Query): Given[] {
  return query.map(([written, value]) => {
    const [name = '', modifier] = written.split(/:(.*)/s);
    return { name, modifier, values: value.split(',') };
  });
}

function givenByCompartment({ compartment }: Call, { compartments }: LoggedType): Given[] {
  if (!compartment) return [];
  const name = compartments[compartment.type];
  const value = `${compartment.type}/${compartment.id}`;
  return [{ name: name ?? '_id', modifier: undefined, values: [name ? value : ''] }];
}

function patientsOf(given: Given): string[] | undefined {
  if (given.modifier !== undefined && given.modifier !== 'Patient') return undefined;
  return given.values.flatMap((value) => {
    const key = referenceOf(value, given, 'Patient');
    return key?.[0] === 'Patient' ? [key[1]] : [];
  });
}

function hasPatient(keys: readonly bigint[]): Sql {
  return sql`(coalesce(l.pt = any(${keys}::int8[]), false)
    or exists (select from access_patient p where p.pt = any(${keys}::int8[]) and p.at = l.at and p.n = l.n))`;
}

function named({ modifier, values }: Given): Sql | undefined {
  if (modifier !== undefined) return undefined;
  const places = values.flatMap((value) => [placeOf(value)].filter((place) => place !== undefined));
  return anyOf(places.map(([at, n]) => sql`(l.at = ${moment(at)} and l.n = ${n}::int8)`));
}

function untold({ name, modifier }: Given): Issue {
  const written = modifier === undefined ? name : `${name}:${modifier}`;
  return {
    severity: 'warning',
    code: 'not-supported',
    diagnostics: `"${written}" cannot be asked of the access log and was left out there.`,
  };
}

/** One more than a page, where there are so many. */
async function findAll(asked: Asked, filter: LogFilter, [logAfter, sentAfter]: Position): Promise<Found[]> {
  const { call, parts, logged, query, ascending } = asked;
  const count = query.count + 1;
  const statement = logPage({ ...filter, count, ascending, ...(logAfter && { after: logAfter }) });
  const [rows, sent] = await Promise.all([
    parts.store.search<LogRow>(statement),
    parts.store.search<SearchRow>(parts.search.page(query, sentAfter ?? undefined)),
  ]);
  const found = [
    ...rows.map((row): Found => {
      const body = JSON.stringify(logged.resource(row, call.base));
      return { time: timeOf(row), id: logId(row), body, row };
    }),
    ...sent.map((row): Found => ({ time: recordedIn(row.body), id: row.id, body: row.body, row })),
  ];
  const way = ascending ? 1 : -1;
  return found.sort((a, b) => (a.time < b.time ? -way : a.time > b.time ? way : 0)).slice(0, count);
}

function recordedIn(body: string): string {
  const { recorded } = parseJson(body).value as Resource;
  const time = typeof recorded === 'string' ? Date.parse(recorded) : Number.NaN;
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

function positionAfter(page: readonly Found[], before: Position, { parts, query }: Asked): Position {
  const log = page.findLast(({ row }) => 'who_kind' in row)?.row as LogRow | undefined;
  const sent = page.findLast(({ row }) => 'rid' in row)?.row as SearchRow | undefined;
  return [log ? [String(log.at), String(log.n)] : before[0], sent ? parts.search.cursorOf(query, sent) : before[1]];
}

/** `_total=estimate` counts up to here. */
const countedExactly = 10_000;

async function totalOfBoth({ parts, query }: Asked, filter: LogFilter, countOnly: boolean) {
  if (query.total === 'none' && !countOnly) return {};
  const limit = query.total === 'estimate' ? countedExactly : undefined;
  const [[row], sent] = await Promise.all([
    parts.store.search<{ total: number }>(logTotal(filter, limit)),
    totalOf(query, parts, countOnly),
  ]);
  const total = Number(row?.total ?? 0);
  const estimated = sent.estimated || (limit !== undefined && total > limit);
  return { total: total + (sent.total ?? 0), ...(estimated && { estimated }) };
}
