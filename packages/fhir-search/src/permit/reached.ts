/** Whom a permit reaches at most: the patients in whose charts all must be that it shows of a type. */
import { joinSql, type Sql, sql } from '../sql.ts';
import type { PlannedGrant, PlannedPermit, PlannedReach } from './planned.ts';
import { type OfPatients, reachSql } from './reach.ts';
import { nowMilliseconds } from './version.ts';

/** A reach of each grant on a type; undefined where one of them asks for no patient, or none is on it. */
export function reachedOf({ grants }: PlannedPermit, type: string): readonly OfPatients[] | undefined {
  const reaches = grants.filter(({ types }) => types?.includes(type) ?? true).map(reachOf);
  const known = reaches.filter((reach) => reach !== undefined);
  return known.length > 0 && known.length === reaches.length ? known : undefined;
}

/** A list of patients rather than those in care, of whom there may be more. */
function reachOf({ reach }: PlannedGrant): OfPatients | undefined {
  return (reach.find(({ kind }) => kind === 'patients') as OfPatients | undefined) ?? reach.find(isOfPatients);
}

function isOfPatients(reach: PlannedReach): reach is OfPatients {
  return reach.kind !== 'authored';
}

/** `id` of these patients, null of one that is not stored; no more of them than `limit`. */
export function patientsSql(reaches: readonly OfPatients[], limit: number): Sql {
  const each = reaches.map((one) =>
    one.kind === 'patients'
      ? sql`select k.pt from unnest(${one.keys}::int8[]) k(pt)`
      : sql`select c.pt from care c where c.actor = any(${one.actors}::int8[]) and c.lo - ${one.lead}::int8 <= ${nowMilliseconds} and c.hi + ${one.grace}::int8 >= ${nowMilliseconds}`,
  );
  const all = joinSql(each, ' union all ');
  return sql`select r.id from (select distinct a.pt from (${all}) a limit ${limit}::int4) p left join lateral (select r.id from res r where r.tk = p.pt offset 0) r on true`;
}

/** Whether one of these reaches a patient. */
export function isReachedSql(reaches: readonly OfPatients[], patient: Sql): Sql {
  return sql`(${joinSql(
    reaches.map((one) => reachSql(one, patient)),
    ' or ',
  )})`;
}
