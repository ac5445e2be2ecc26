/** Which profiles, tags and labels are in use, from the index rows of their parameters: https://hl7.org/fhir/R4/resource-operation-meta.html */
import type { KeyKind, Keys } from '../keys.ts';
import { everyType } from '../parameters/registry.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { indexedLength } from '../types/uri/partial.ts';
import type { Scope } from './candidate.ts';
import { visible } from './visible.ts';

/** Which rows of `str` name the values of each list of `meta`. */
const lists: readonly { readonly list: string; readonly code: string; readonly kind: KeyKind }[] = [
  { list: 'profile', code: '_profile', kind: 'below' },
  { list: 'security', code: '_security', kind: 'listed' },
  { list: 'tag', code: '_tag', kind: 'listed' },
];

/** Rows `{ list, item }`, at most `limit`: one resource is read for each value. */
export function inUseSql({ type, limit }: { type: string | undefined; limit: number }, keys: Keys, scope: Scope): Sql {
  const asked = {
    h: lists.map(({ code, kind }) => keys.of(kind, { type: everyType, code })),
    names: lists.map(({ list }) => list),
    limit,
    visibly: visible({ row: 'r', res: 'r' }, scope, type === undefined ? undefined : [type]),
  };
  const used = type === undefined ? everywhere(asked) : onType(scope.typeId(type), asked);
  return sql`select used.list, named.item::text as item from (${used}) used join res sample on sample.rid = used.rid cross join lateral (select item from jsonb_array_elements(sample.body::jsonb -> 'meta' -> used.list) item where left(case used.list when 'profile' then item #>> '{}' else concat(item ->> 'system', '|', item ->> 'code') end, ${indexedLength}::int4) = used.val limit 1) named order by used.list, used.val`;
}

interface Asked {
  readonly h: readonly bigint[];
  readonly names: readonly string[];
  readonly limit: number;
  /** Conditions on `res r`. */
  readonly visibly: readonly Sql[];
}

/** From each value straight to the next one: as many steps as there are values, however many resources have them. */
function everywhere({ h, names, limit, visibly }: Asked): Sql {
  const seen =
    visibly.length === 0
      ? sql`select list, val, rid from step`
      : sql`select step.list, step.val, seen.rid from step cross join lateral (select r.rid from str s join res r on r.rid = s.rid where s.h = step.h and s.val = step.val and ${joinSql(visibly, ' and ')} limit 1) seen`;
  return sql`with recursive step as (
select k.h, k.list, first.val, first.rid from unnest(${h}::int8[], ${names}::text[]) k(h, list) cross join lateral (select s.val, s.rid from str s where s.h = k.h order by s.val, s.rid limit 1) first
union all select step.h, step.list, next.val, next.rid from step cross join lateral (select s.val, s.rid from str s where s.h = step.h and s.val > step.val order by s.val, s.rid limit 1) next
) ${seen} limit ${limit}`;
}

function onType(tid: number, { h, names, limit, visibly }: Asked): Sql {
  const where = joinSql([sql`r.tid = ${tid}`, ...visibly], ' and ');
  return sql`select k.list, s.val, min(s.rid) as rid from unnest(${h}::int8[], ${names}::text[]) k(h, list) join str s on s.h = k.h join res r on r.rid = s.rid where ${where} group by k.list, s.val limit ${limit}`;
}
