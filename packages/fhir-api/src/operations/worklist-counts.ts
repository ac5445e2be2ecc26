/** How much waits in each worklist that the caller has, how much of it is late, and what is due next. */
import { joinSql, type Sql, sql } from '@charthouse/fhir-search';
import type { Worklist } from '@charthouse/worklist';
import type { Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { kernelIn, meOf } from '../work/asked-list.ts';
import { countedApart } from '../work/count-apart.ts';
import { keyOf, type SharedCounts } from '../work/shared-counts.ts';
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
  const who = { me: meOf(principal), self: principal.fhirUser };
  const apart = lists.map((list) => {
    const asked = joinSql(conditionsOf({ list, more: [], ...who, hash: parts.store.hash, now }), ' and ');
    const { shared, own } = countedApart(asked, parts);
    return { shared: shared && countSql(list, shared), own: own && countSql(list, own), isPersonal: isPersonal(list) };
  });
  const isThere = (statement: Sql | undefined) => statement !== undefined;
  const forAll = apart.flatMap(({ shared, isPersonal }) => (isPersonal ? [] : [shared])).filter(isThere);
  const forOne = apart.flatMap(({ shared, own, isPersonal }) => [own, ...(isPersonal ? [shared] : [])]).filter(isThere);
  const rows = (await Promise.all([counted(forAll, parts.store, parts.counts), counted(forOne, parts.store)])).flat();
  const parameter = lists.map(({ id }) =>
    partOf(
      id,
      rows.filter(({ list }) => list === id),
    ),
  );
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
}

function countSql({ id }: Worklist, where: Sql): Sql {
  return sql`(select ${id} as list, count(*)::int4 as count, (count(*) filter (where w.due < now()))::int4 as late,
    (extract(epoch from min(w.due) filter (where w.due >= now() and w.due < 'infinity')) * 1000)::float8 as next
    from work w where ${where})`;
}

/** It has another content for each person. */
function isPersonal({ query }: Worklist): boolean {
  return query.some(([, value]) => value.includes('{me}') || value.includes('{self}'));
}

/** In one statement; with `shared` by whomever it was asked before. */
async function counted(statements: readonly Sql[], store: ApiParts['store'], shared?: SharedCounts) {
  if (statements.length === 0) return [];
  // planning what permits ask of each list takes longer than counting, and indexes of lists serve whatever the values
  const statement: Sql = { ...joinSql(statements, ' union all '), once: true };
  const count = () => store.search<CountRow>(statement);
  return shared ? shared.of(keyOf(statement), count) : count();
}

/** Of a list, what was counted apart. */
function partOf(list: string, rows: readonly CountRow[]): object {
  const sum = (read: (row: CountRow) => number) => rows.reduce((all, row) => all + read(row), 0);
  const next = Math.min(...rows.map((row) => row.next ?? Number.POSITIVE_INFINITY));
  const part = [
    { name: 'id', valueString: list },
    { name: 'count', valueInteger: sum(({ count }) => count) },
    { name: 'late', valueInteger: sum(({ late }) => late) },
    ...(Number.isFinite(next) ? [{ name: 'next', valueInstant: new Date(next).toISOString() }] : []),
  ];
  return { name: 'list', part };
}
