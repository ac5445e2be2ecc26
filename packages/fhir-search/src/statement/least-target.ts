/** By which of its references a resource is sorted. https://hl7.org/fhir/R4/search.html#sort */
import type { ByTarget } from '../sort/sort-key.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';

/** The `Type/id` that counts of what a candidate refers to here; null where that is nothing. */
export function leastTarget({ targets, ids, descending }: ByTarget, row: string, { alias, typeId }: Scope): Sql {
  const [f, x, n] = [alias('f'), alias('x'), alias('n')];
  const tids = targets.map(({ type }) => typeId(type));
  const types = targets.map(({ type }) => `${type}/`);
  const name = raw(`(${n}.type || ${x}.id) collate "C"`);
  return sql`select ${raw(descending ? 'max' : 'min')}(${name}) from ref ${raw(f)} join res ${raw(x)} on ${column(x, 'tk')} = ${column(f, 'tk')} join unnest(${tids}::int2[], ${types}::text[]) ${raw(n)}(tid, type) on ${column(n, 'tid')} = ${column(x, 'tid')} where ${column(f, 'rid')} = ${column(row, 'rid')} and ${column(f, 'p')} = any(${ids}::int4[])`;
}
