/** Which rows of `work` a list shows, and in which order: parameters of a search of Task as conditions that its indexes answer. */
import { outcomes } from '@charthouse/fhir-model';
import { joinSql, raw, type Sql, sql } from '@charthouse/fhir-search';
import { type TaskParameter, type Worklist, type WorklistSort, worklistSystem } from '@charthouse/worklist';
import { priorities } from './work-row.ts';

export interface Asking {
  readonly list: Worklist;
  /** Besides what the list asks for: a view, a filter. */
  readonly more: readonly TaskParameter[];
  /** `system|value` of who asks. */
  readonly me: string;
  /** Who they are in the record: `Practitioner/1`; absent: nobody. */
  readonly self?: string | undefined;
  readonly hash: (text: string) => bigint;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** As the functions of the same names in the database, which its indexes name. */
const open = ['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'];
const unended = [...open, 'draft', 'rejected'];

/** @throws OutcomeError 400 for a parameter that lists do not know */
export function conditionsOf(asking: Asking): Sql[] {
  const { list, more, me, self = 'nobody' } = asking;
  const named = (value: string) =>
    value.replace('{me}', me).replace('{self}', self).replace('{here}', `${worklistSystem}|${list.id}`);
  return [...list.query, ...more].map(([name, value]) => {
    const condition = conditions[name];
    if (!condition)
      throw outcomes.badRequest(
        `"${name}" is no parameter of a worklist; there are ${Object.keys(conditions).join(', ')}.`,
      );
    return condition(named(value), asking);
  });
}

type Condition = (value: string, asking: Asking) => Sql;

const conditions: Readonly<Record<string, Condition>> = {
  code: (value) => sql`w.kind = any(${value.split(',').map(codeOf)}::text[])`,
  status: statusIn,
  _tag: (value) => sql`w.list = ${codeOf(value)}`,
  'owner:identifier': (value) => sql`w.owner = ${value}`,
  owner: (value) => sql`w.owner = ${value}`,
  'owner:missing': (value) => (value === 'true' ? sql`w.owner is null` : sql`w.owner is not null`),
  priority: (value) => sql`w.rank = any(${value.split(',').map(rankOf)}::int2[])`,
  patient: (value, { hash }) => sql`w.pt = ${hash(value.includes('/') ? value : `Patient/${value}`)}::int8`,
  due: (value, { now }) => timed('due', value, now),
  'authored-on': (value, { now }) => timed('authored', value, now),
};

function statusIn(value: string): Sql {
  const asked = value.split(',').map(codeOf);
  const isOpen = asked.every((status) => open.includes(status));
  const isAll = isOpen && open.every((status) => asked.includes(status));
  if (isAll) return raw('is_open_work(w.status)');
  const one = sql`w.status = any(${asked}::text[])`;
  if (isOpen) return sql`is_open_work(w.status) and ${one}`;
  return asked.every((status) => unended.includes(status)) ? sql`is_unended_work(w.status) and ${one}` : one;
}

const codeOf = (token: string) => token.slice(token.lastIndexOf('|') + 1);

function rankOf(value: string): number {
  const rank = priorities.indexOf(codeOf(value) as 'stat');
  if (rank === -1) throw outcomes.badRequest(`"${value}" is no priority; there are ${priorities.join(', ')}.`);
  return rank;
}

const comparisons: Readonly<Record<string, string>> = { lt: '<', le: '<=', gt: '>', ge: '>=' };

/** `lt2026-11-30`, or `lt{now}`. */
function timed(column: 'due' | 'authored', value: string, now: number): Sql {
  const sign = comparisons[value.slice(0, 2)];
  const moment = value.slice(2) === '{now}' ? now : Date.parse(value.slice(2));
  if (!sign || Number.isNaN(moment))
    throw outcomes.badRequest(
      `"${value}" is no time of a worklist: lt, le, gt or ge and a date, such as lt2026-11-30.`,
    );
  return sql`${raw(`w.${column} ${sign}`)} ${new Date(moment).toISOString()}::timestamptz`;
}

interface Order {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly isBack: boolean;
}

const orders: Readonly<Record<string, readonly (readonly [column: string, type: string])[]>> = {
  due: [['due', 'timestamptz'], ['authored', 'timestamptz'], ['tk', 'int8']],
  'authored-on': [['authored', 'timestamptz'], ['tk', 'int8']],
  priority: [['rank', 'int2'], ['due', 'timestamptz'], ['authored', 'timestamptz'], ['tk', 'int8']],
}; // biome-ignore format: one table

/** @throws OutcomeError 400 for an order that there is not */
export function orderOf(sort: WorklistSort | string): Order {
  const isBack = sort.startsWith('-');
  const found = orders[isBack ? sort.slice(1) : sort];
  if (!found)
    throw outcomes.badRequest(
      `A worklist is not in the order of "${sort}"; there are ${Object.keys(orders).join(', ')}.`,
    );
  return { columns: found.map(([column]) => `w.${column}`), types: found.map(([, type]) => type), isBack };
}

export function orderBy({ columns, isBack }: Order): Sql {
  return raw(columns.map((column) => `${column}${isBack ? ' desc' : ''}`).join(', '));
}

/** What rows are ordered by, the last of which names them: indexes have it all. */
export function columnsOf({ columns }: Order): Sql {
  return raw(columns.join(', '));
}

/** Rows behind a place in the order. */
export function behind({ columns, types, isBack }: Order, place: readonly string[]): Sql {
  const values = joinSql(
    types.map((type, at) => sql`${place[at] ?? ''}${raw(`::text::${type}`)}`),
    ', ',
  );
  return sql`(${raw(columns.join(', '))}) ${raw(isBack ? '<' : '>')} (${values})`;
}

/** The place of a row, as text of its columns. */
export function placeSql({ columns }: Order): Sql {
  return raw(`array[${columns.map((column) => `${column}::text`).join(', ')}] as place`);
}
