/** A page of a worklist, in its order, from a row on or from a place in it: served by the indexes of the table `work`. */
import { outcomes } from '@charthouse/fhir-model';
import { type Sql, sql } from '@charthouse/fhir-search';
import { type BundleEntry, bundleText } from '../bundle/bundle-text.ts';
import { type Call, firstValue, type Result } from '../call.ts';
import { countOf } from '../http/count.ts';
import { urlOf } from '../http/page-link.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { type AskedList, askedList } from '../work/asked-list.ts';
import { countedApart } from '../work/count-apart.ts';
import { keyOf, type SharedCounts } from '../work/shared-counts.ts';
import { behind, columnsOf, orderBy, orderOf, placeSql } from '../work/work-sql.ts';
import { type Operation, withInputInQuery } from './operation.ts';

const input = (name: string, type: string, documentation: string) => ({
  ...{ name, use: 'in' as const, min: name === 'list' ? 1 : 0, max: '1', type, documentation },
});

export const worklist: Operation = {
  definition: {
    id: 'worklist',
    code: 'worklist',
    title: 'A page of a worklist',
    description:
      'Tasks of a worklist with their patients. Takes the parameters code, status, owner, priority, patient, due and authored-on besides, to show less of it.',
    parameter: [
      input('list', 'string', 'Its id, such as mine/tasks.'),
      input(
        '_sort',
        'string',
        'due, authored-on or priority, `-` before it for the other way round; absent: as the list is.',
      ),
      input('_count', 'integer', 'Tasks of a page.'),
      input('after', 'string', 'The page behind this one: as the link `next` says.'),
      input('from', 'integer', 'The page from this place on, counted from 0.'),
      input('until', 'instant', 'Without what has come later, so that rows stay where they are.'),
      input(
        '_total',
        'code',
        '`none`: a list longer than its first page is not counted, which takes longer than the page.',
      ),
      input('since', 'instant', 'Only what has come since.'),
      input('text', 'string', 'What the task says, or the name or number of its patient.'),
      { name: 'return', use: 'out', min: 1, max: '1', type: 'Bundle' },
    ],
  },
  levels: ['type'],
  types: ['Task'],
  takesCriteria: true,
  affectsState: false,
  handle: (call, parts, inside) => page(withInputInQuery(call), parts, inside),
};

interface WorkPageRow {
  readonly id: string;
  readonly body: string;
  readonly place: readonly string[];
}

async function page(call: Call, parts: ApiParts, inside: Inside): Promise<Result> {
  const asked = await askedList(call, parts, inside);
  const count = countOf(call.query, parts.settings);
  const isFirst = firstValue(call.query, 'after') === undefined && firstValue(call.query, 'from') === undefined;
  const rows = count === 0 ? [] : await parts.store.search<WorkPageRow>(pageSql(call, asked, count + 1));
  const total = isFirst ? await totalOf(call, { asked, rows, count }, parts) : undefined;
  const shown = rows.slice(0, count);
  const patients = await patientsOf(shown, parts);
  inside.access?.about.push(...shown.map(({ body }) => body), ...patients.map(({ body }) => body));
  const url = `${call.base}/Task/$worklist`;
  const last = rows.length > count ? shown.at(-1) : undefined;
  const others = call.query.filter(([name]) => name !== 'after' && name !== 'from');
  const links = [
    { relation: 'self' as const, url: urlOf(url, call.query) },
    ...(last ? [{ relation: 'next' as const, url: urlOf(url, [...others, ['after', cursorOf(last)]]) }] : []),
  ];
  const head = { id: parts.newId(), type: 'searchset' as const, at: parts.now(), links };
  const entries: BundleEntry[] = [
    ...shown.map(({ id, body }) => entryOf(`${call.base}/Task/${id}`, body, 'match')),
    ...patients.map(({ id, body }) => entryOf(`${call.base}/Patient/${id}`, body, 'include')),
  ];
  return {
    status: 200,
    body: bundleText({ ...head, ...(total !== undefined && { total }) }, entries),
    resources: entries.length,
  };
}

function pageSql({ query }: Call, { list, where, seen }: AskedList, limit: number): Sql {
  const order = orderOf(firstValue(query, '_sort') ?? list.sort);
  const after = firstValue(query, 'after');
  const from = Number(firstValue(query, 'from') ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) throw outcomes.badRequest('from is a place in the list: 0 or more.');
  const behindIt = after === undefined ? sql`` : sql` and ${behind(order, placeOf(after, order.columns.length))}`;
  return sql`
    select r.id, r.body, w.place from (
      select w.tk, ${placeSql(order)}, row_number() over () as n from (
        select ${columnsOf(order)} from work w where ${where}${behindIt} order by ${orderBy(order)} limit ${limit}::int4 offset ${from}::int4) w) w
    join res r on r.tk = w.tk where ${seen} order by w.n`;
}

interface FirstPage {
  readonly asked: AskedList;
  /** One more than `count`: there is a next page. */
  readonly rows: readonly WorkPageRow[];
  readonly count: number;
}

/** A list that is not longer than its first page counts itself. */
async function totalOf({ query }: Call, { asked, rows, count }: FirstPage, parts: ApiParts) {
  if (count > 0 && rows.length <= count) return rows.length;
  if (firstValue(query, '_total') === 'none') return undefined;
  const { shared, own } = countedApart(asked.asked, parts);
  const isOfNow = firstValue(query, 'since') === undefined && firstValue(query, 'until') === undefined;
  const counts = isOfNow ? parts.counts : undefined;
  const all = [shared && countedRows(shared, parts, counts), own && countedRows(own, parts)];
  return (await Promise.all(all)).reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

function countedRows(where: Sql, { store }: ApiParts, shared?: SharedCounts): Promise<number> {
  const statement = sql`select count(*)::int4 as total from work w where ${where}`;
  const count = async () => (await store.search<{ total: number }>(statement))[0]?.total ?? 0;
  return shared ? shared.of(keyOf(statement), count) : count();
}

/** Only what of them the caller may see. */
async function patientsOf(rows: readonly WorkPageRow[], { store }: ApiParts) {
  const ids = rows.flatMap(({ body }) => /"for":\{[^{}]*"reference":"Patient\/([A-Za-z\d.-]+)"/.exec(body)?.[1] ?? []);
  if (ids.length === 0) return [];
  const found = await store.readMany([...new Set(ids)].map((id) => ({ type: 'Patient', id })));
  return [...found.values()].filter(({ body }) => body !== '');
}

const cursorOf = ({ place }: WorkPageRow) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws OutcomeError 400 */
function placeOf(cursor: string, length: number): string[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const isPlace = (value: unknown): value is string[] =>
    Array.isArray(value) &&
    value.length === length &&
    value.every((one) => /^[-\d:. +TZ]+$|^infinity$/.test(String(one)));
  try {
    const place: unknown = JSON.parse(text);
    if (isPlace(place)) return place;
  } catch {
    // told below
  }
  throw outcomes.badRequest('`after` is not from a page of this list in this order: begin with the first page.');
}

function entryOf(fullUrl: string, resource: string, mode: 'match' | 'include'): BundleEntry {
  return { fullUrl, resource, search: { mode } };
}
