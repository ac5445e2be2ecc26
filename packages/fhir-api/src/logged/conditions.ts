/** Search values as conditions on rows of the access log. https://hl7.org/fhir/R4/search.html#prefix */
import { joinSql, raw, type Sql, sql } from '@charthouse/fhir-search';
import { periodOf } from '../http/times.ts';
import { moment } from './log-row.ts';

/** One parameter as given, its values apart. */
export interface Given {
  readonly name: string;
  readonly modifier: string | undefined;
  readonly values: readonly string[];
}

/** The rows that a parameter finds; undefined: it cannot be told of rows. */
export type Condition = (given: Given) => Sql | undefined;

export const never = raw('false');

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? never : sql`(${joinSql(conditions, ' or ')})`;
}

/** Splits `system|code`; without a bar the system is undefined: any. */
export function tokenOf(value: string): { readonly system: string | undefined; readonly code: string } {
  const bar = value.indexOf('|');
  return bar < 0 ? { system: undefined, code: value } : { system: value.slice(0, bar), code: value.slice(bar + 1) };
}

export function matchesCoding(value: string, coding: { readonly system?: string; readonly code: string }): boolean {
  const { system, code } = tokenOf(value);
  return (system === undefined || system === (coding.system ?? '')) && (code === '' || code === coding.code);
}

/** A token whose codings a row either has or has not. `rows`: of one value. */
export const token =
  (rows: (value: string) => Sql): Condition =>
  ({ modifier, values }) => {
    if (modifier !== undefined && modifier !== 'not') return undefined;
    const found = anyOf(values.map(rows));
    return modifier === 'not' ? sql`not ${found}` : found;
  };

/** A text column: its beginning, whatever its letters; `:exact`, `:contains`. */
export const text =
  (column: string): Condition =>
  ({ modifier, values }) => {
    const field = raw(column);
    if (modifier === 'exact') return sql`coalesce(${field} = any(${values}::text[]), false)`;
    if (modifier !== undefined && modifier !== 'contains') return undefined;
    const start = modifier === 'contains' ? '%' : '';
    const like = (value: string) => `${start}${value.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    return sql`coalesce(lower(${field}) like any(${values.map(like)}::text[]), false)`;
  };

const prefixed = /^(eq|ne|gt|lt|ge|le|sa|eb)?(.*)$/s;

/** When the row was recorded. Approximate dates are not told: a moment is exact. */
export const recorded: Condition = ({ name, modifier, values }) => {
  if (modifier !== undefined || values.some((value) => value.startsWith('ap'))) return undefined;
  return anyOf(
    values.map((value) => {
      const [, prefix = 'eq', rest = ''] = prefixed.exec(value) ?? [];
      const { from, to } = periodOf(name, rest);
      const first = moment(String(from * 1000));
      const behind = moment(String((to + 1) * 1000));
      return spans[prefix]?.(first, behind) ?? never;
    }),
  );
};

const spans: Readonly<Record<string, (first: Sql, behind: Sql) => Sql>> = {
  eq: (first, behind) => sql`(l.at >= ${first} and l.at < ${behind})`,
  ne: (first, behind) => sql`(l.at < ${first} or l.at >= ${behind})`,
  gt: (_, behind) => sql`l.at >= ${behind}`,
  sa: (_, behind) => sql`l.at >= ${behind}`,
  ge: (first) => sql`l.at >= ${first}`,
  lt: (first) => sql`l.at < ${first}`,
  eb: (first) => sql`l.at < ${first}`,
  le: (_, behind) => sql`l.at < ${behind}`,
};

/** `Type/id` of a reference to this server, or a bare id of the type that the parameter is for. */
export function referenceOf(value: string, { modifier }: Given, only?: string): [type: string, id: string] | undefined {
  const [, type, id] = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/\w+)?$/.exec(value) ?? [];
  if (type !== undefined && id !== undefined) return [type, id];
  const meant = only ?? modifier;
  return meant !== undefined && /^[A-Za-z0-9\-.]{1,64}$/.test(value) ? [meant, value] : undefined;
}

/** Rows about a resource, or about one of its versions. */
export function aboutResource([type, id]: readonly [string, string], typeId: (type: string) => number): Sql {
  return sql`(l.tid = ${typeId(type)} and l.id = ${id})`;
}
