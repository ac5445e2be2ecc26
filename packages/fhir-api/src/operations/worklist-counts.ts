/** How much waits in each worklist that the caller has, how much of it is late, and what is due next. */
import { joinSql, sql } from '@charthouse/fhir-search';
import type { Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { kernelIn, meOf, visibleIn } from '../work/asked-list.ts';
import { conditionsOf } from '../work/work-sql.ts';
import type { Operation } from './operation.ts';

const out = (name: string, type: string) => ({ name, use: 'out' as const, min: 0, max: '1', type });

export const worklistCounts: Operation = {
  definition: {
    id: 'worklist-counts',
    code: 'worklist-counts',
    title: 'How much waits in each worklist',
    description:
      'Of every worklist that the caller has and only of what they may see: how many tasks, how many late, the next due.',
    parameter: [
      {
        ...{ name: 'list', use: 'out', min: 0, max: '*', documentation: 'A worklist.' },
        part: [out('id', 'string'), out('count', 'integer'), out('late', 'integer'), out('next', 'instant')],
      },
    ],
  },
  levels: ['type'],
  types: ['Task'],
  affectsState: false,
  handle: (_call, parts, inside) => counts(parts, inside),
};

interface CountRow {
  readonly list: string;
  readonly count: number;
  readonly late: number;
  /** Milliseconds since 1970. */
  readonly next: number | null;
}

async function counts(parts: ApiParts, { may, principal }: Inside): Promise<Result> {
  const now = parts.now();
  const lists = kernelIn(parts).lists.filter(({ needs }) => needs === undefined || may(needs));
  const statements = lists.map((list) => {
    const asking = { list, more: [], me: meOf(principal), self: principal.fhirUser, hash: parts.store.hash, now };
    const where = joinSql([...conditionsOf(asking), visibleIn(parts, 'w')], ' and ');
    return sql`(select ${list.id} as list, count(*)::int4 as count, (count(*) filter (where w.due < now()))::int4 as late,
      (extract(epoch from min(w.due) filter (where w.due >= now() and w.due < 'infinity')) * 1000)::float8 as next
      from work w where ${where})`;
  });
  const rows = statements.length > 0 ? await parts.store.search<CountRow>(joinSql(statements, ' union all ')) : [];
  const byId = new Map(rows.map((row) => [row.list, row]));
  const parameter = lists.flatMap(({ id }) => {
    const row = byId.get(id);
    return row ? [partOf(row)] : [];
  });
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
}

function partOf({ list, count, late, next }: CountRow): object {
  const part = [
    { name: 'id', valueString: list },
    { name: 'count', valueInteger: count },
    { name: 'late', valueInteger: late },
    ...(next === null ? [] : [{ name: 'next', valueInstant: new Date(next).toISOString() }]),
  ];
  return { name: 'list', part };
}
