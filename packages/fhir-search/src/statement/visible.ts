/** The filter of a permit as conditions: applied wherever a statement reads a resource. */
import { grantConditions } from '../permit/grant-condition.ts';
import type { PlannedGrant } from '../permit/planned.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { type Candidate, column, type Scope } from './candidate.ts';

type Types = readonly string[] | undefined;

interface Telling {
  readonly scope: Scope;
  readonly types: Types;
}

/** `types`: those that the candidate can be of, as the statement tells; undefined: any. */
export function visible(candidate: Candidate, scope: Scope, types: Types): Sql[] {
  const { permit } = scope;
  if (!permit) return [];
  if (candidate.contained) return [containerVisible(candidate.res!, scope)];
  const version = { row: candidate.row, own: candidate.res };
  // What criteria lead to is not shown, so it need not be seen.
  const unlimited = { ...scope, permit: undefined };
  return anyGrant(
    grantsOn(permit.grants, types).map((grant) => [
      ...typeConditions(grant, candidate.res, { scope, types }),
      ...grantConditions(grant, version, permit.authors),
      ...grant.clauses.map((clause) => scope.condition(clause, candidate, unlimited)),
    ]),
  );
}

/** Of a former version, besides that the resource is visible as it is now: the strictest of then and now holds. */
export function formerlyVisible(former: string, current: string, { scope, types }: Telling): Sql[] {
  const { permit } = scope;
  if (!permit) return [];
  return anyGrant(
    grantsOn(permit.grants, types).map((grant) => [
      ...typeConditions(grant, former, { scope, types }),
      ...grantConditions(grant, { row: former, own: former, current }, permit.authors),
    ]),
  );
}

/** True where the conditions on resources of these types read columns of `res`. */
export function visibleReadsRes({ permit }: Scope, types: Types): boolean {
  return permit !== undefined && grantsOn(permit.grants, types).some((grant) => readsRes(grant, types));
}

function readsRes(grant: PlannedGrant, types: Types): boolean {
  const { clauses, reach, except, patientsWithout, consent } = grant;
  const asks = clauses.length + reach.length + except.length + patientsWithout.length > 0;
  return asks || consent !== undefined || !isWithin(types, grant.types);
}

function grantsOn(grants: readonly PlannedGrant[], types: Types): readonly PlannedGrant[] {
  if (!types) return grants;
  return grants.filter((grant) => !grant.types || grant.types.some((type) => types.includes(type)));
}

/** Types that a statement tells by itself need no test. */
function isWithin(types: Types, granted: Types): boolean {
  return granted === undefined || (types?.every((type) => granted.includes(type)) ?? false);
}

function typeConditions({ types: granted }: PlannedGrant, row: string | undefined, { scope, types }: Telling): Sql[] {
  if (!granted || isWithin(types, granted)) return [];
  return [sql`${column(row!, 'tid')} = any(${granted.map(scope.typeId)}::int2[])`];
}

/** A contained resource is seen with what contains it. */
function containerVisible(res: string, scope: Scope): Sql {
  const v = scope.alias('v');
  const own = sql`${column(v, 'rid')} = ${column(res, 'container')}`;
  return sql`exists (select from res ${raw(v)} where ${joinSql([own, ...visible({ row: v, res: v }, scope, undefined)], ' and ')})`;
}

/** Without a grant nothing is visible; by one without conditions everything is. */
function anyGrant(grants: readonly (readonly Sql[])[]): Sql[] {
  if (grants.some((conditions) => conditions.length === 0)) return [];
  if (grants.length === 0) return [raw('false')];
  if (grants.length === 1) return [...grants[0]!];
  const each = grants.map((conditions) => sql`(${joinSql(conditions, ' and ')})`);
  return [sql`(${joinSql(each, ' or ')})`];
}
