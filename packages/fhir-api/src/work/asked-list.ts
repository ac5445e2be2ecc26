/** What a call asks of a worklist: which list, what of it, seen by whom. */
import { outcomes } from '@charthouse/fhir-model';
import { joinSql, raw, type SearchRow, type Sql, sql } from '@charthouse/fhir-search';
import { houseKernel, type Kernel, type TaskParameter, type Worklist } from '@charthouse/worklist';
import type { Call, Principal, Query } from '../call.ts';
import { firstValue } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import { accountSystem } from '../logged/audit-event.ts';
import type { ApiParts } from '../parts.ts';
import { conditionsOf } from './work-sql.ts';

/** Parameters of the operations, not of the search. */
const ownParameters: ReadonlySet<string> = new Set([
  ...['list', '_sort', '_count', 'after', 'from', 'until', 'since', 'text', '_total', '_format', '_pretty'],
]);

export interface AskedList {
  readonly list: Worklist;
  /** Conditions on `work w`: what is asked of it, what came in time. */
  readonly asked: Sql;
  /** These, and what the caller may see. */
  readonly where: Sql;
  /** The same on `res r`. */
  readonly seen: Sql;
}

export function kernelIn({ kernel }: Pick<ApiParts, 'kernel'>): Kernel {
  return kernel ?? houseKernel;
}

/** @throws OutcomeError 404 for a list that there is not, 403 for one that is somebody else's */
function listAsked(id: string | undefined, parts: ApiParts, may: Inside['may']): Worklist {
  const kernel = kernelIn(parts);
  const list = kernel.list(id ?? '');
  if (!list) {
    const known = kernel.lists.map((one) => one.id).join(', ');
    throw outcomes.notFound(`There is no worklist "${id ?? ''}"; there are ${known}.`);
  }
  if (list.needs !== undefined && !may(list.needs))
    throw outcomes.forbidden(`The worklist ${list.id} needs the permission ${list.needs}.`);
  return list;
}

export function meOf({ user, name }: Pick<Principal, 'user' | 'name'>): string {
  return `${accountSystem}|${user ?? name}`;
}

export async function askedList(call: Pick<Call, 'query'>, parts: ApiParts, inside: Inside): Promise<AskedList> {
  const { query } = call;
  const list = listAsked(firstValue(query, 'list'), parts, inside.may);
  const { store, now } = parts;
  const { principal } = inside;
  const who = { me: meOf(principal), self: principal.fhirUser };
  const asking = { list, more: moreOf(query), ...who, hash: store.hash, now: now() };
  const text = firstValue(query, 'text')?.trim();
  const conditions = [...conditionsOf(asking), ...(text ? [await saying(text, parts)] : []), ...between(query)];
  const asked = joinSql(conditions, ' and ');
  return { list, asked, where: sql`${asked} and ${visibleIn(parts, 'w')}`, seen: visibleIn(parts, 'r') };
}

/** What the caller may see of tasks. */
export function visibleIn({ limit, search, store }: ApiParts, alias: 'w' | 'r'): Sql {
  if (!limit) return raw('true');
  const seen = search.visible(limit).current(alias, 'Task');
  if (alias === 'r') return seen;
  // a row of `work` has all that is asked of a resource but these; they are read for consents that ask for them
  const ofResource = (column: string) => `(select b.${column} from res b where b.tk = w.tk)`;
  const tid = `${store.ids.typeId('Task')}::int2`;
  const text = seen.text.replace(/\bw\.(body|sd)\b/g, (_, column) => ofResource(column)).replace(/\bw\.tid\b/g, tid);
  const own = { ...seen, text };
  return search.visible(limit).openTo('Task') ? sql`(${unmarked} or ${own})` : own;
}

/** Work that nothing hides from who may read tasks: cheap to tell, and nearly all. */
export const unmarked = raw('not (w.marked or w.vis <> 0)');

function moreOf(query: Query): TaskParameter[] {
  return query.filter(([name]) => !ownParameters.has(name));
}

/** What had come by then, so that rows do not move under the hand; and what has come since. */
function between(query: Query): Sql[] {
  const [until, since] = [firstValue(query, 'until'), firstValue(query, 'since')];
  return [
    ...(until === undefined ? [] : [sql`w.entered <= ${momentOf('until', until)}::timestamptz`]),
    ...(since === undefined ? [] : [sql`w.entered > ${momentOf('since', since)}::timestamptz`]),
  ];
}

function momentOf(name: string, value: string): string {
  if (Number.isNaN(Date.parse(value))) throw outcomes.badRequest(`${name} is "${value}", which is no instant.`);
  return value;
}

const mostPatients = 200;

/** What a task says itself, or the name or record number of its patient. */
async function saying(text: string, parts: ApiParts): Promise<Sql> {
  const [byName, byNumber] = await Promise.all([patients(parts, 'name', text), patients(parts, 'identifier', text)]);
  const keys = [...byName, ...byNumber].map((id) => parts.store.hash(`Patient/${id}`));
  return sql`(position(${text.toLowerCase()} in w.words) > 0 or w.pt = any(${keys}::int8[]))`;
}

async function patients({ search, store, settings, now }: ApiParts, name: string, text: string): Promise<string[]> {
  const limits = { chainLimit: 1, includeLimit: 1, pageDefault: mostPatients, pageLimit: mostPatients };
  const query = search.parse({ type: 'Patient' }, [[name, text.replaceAll(/[\\,$|]/g, '\\$&')]], {
    ...{ strict: false, now: now(), limits: { ...limits, chainLimit: settings.chainLimit } },
  });
  const rows = await store.search<SearchRow>(search.page(query));
  return rows.map(({ id }) => id);
}
