/** One grant of a permit as conditions on a version: all must hold. */
import type { ClassTest } from '@charthouse/fhir-model';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column } from '../statement/candidate.ts';
import { consentCondition } from './consent-condition.ts';
import type { PlannedGrant, PlannedReach } from './planned.ts';
import { reachSql } from './reach.ts';
import { patientOf, resourceColumn, type Version } from './version.ts';

/** What a grant asks besides its types and criteria. `authors`: numbers of the parameters that tell who wrote a resource. */
export function grantConditions(grant: PlannedGrant, version: Version, authors: readonly number[]): Sql[] {
  const { reach, except, patientsWithout, classes, consent } = grant;
  const parts: Sql[] = classes ? [classCondition(classes, version.row)] : [];
  for (const one of reach) parts.push(reachCondition(one, version, authors));
  if (except.length > 0) parts.push(sql`coalesce(${patientOf(version)} <> all(${except}::int8[]), true)`);
  if (patientsWithout.length > 0)
    parts.push(
      sql`not exists (select from patient_label l where l.pt = ${patientOf(version)} and l.label = any(${patientsWithout}::text[]))`,
    );
  if (consent) parts.push(consentCondition(consent, version, authors));
  return parts;
}

function reachCondition(reach: PlannedReach, version: Version, authors: readonly number[]): Sql {
  if (reach.kind !== 'authored') return reachSql(reach, patientOf(version));
  return sql`exists (select from ref f where f.rid = ${resourceColumn(version, 'rid')} and f.p = any(${authors}::int4[]) and f.tk = any(${reach.actors}::int8[]))`;
}

/** Most have class 0, of no label, facility or state. A class that is not known is hidden. */
function classCondition({ labels, with: some = [], without, facilities, of }: ClassTest, row: string): Sql {
  const tests = [
    sql`k.vis <> 0`,
    ...(labels ? [sql`k.labels <@ ${labels}::text[]`] : []),
    ...some.map((one) => sql`k.labels && ${one}::text[]`),
    ...(without.length > 0 ? [sql`not k.states && ${without}::text[]`] : []),
    ...(facilities ? [sql`(k.facility is null or k.facility = any(${facilities}::text[]))`] : []),
    ...(of ? [sql`k.facility = any(${of}::text[])`] : []),
  ];
  const vis = column(row, 'vis');
  const plain = raw(some.length > 0 || of ? 'false' : 'true');
  const passing = sql`${vis} = any(array(select k.vis from access_class k where ${joinSql(tests, ' and ')}))`;
  return sql`case ${vis} when 0 then ${plain} else ${passing} end`;
}
