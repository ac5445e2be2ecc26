/**
 * What the consents of a patient say of a version, as `consentAllows` of the room `access` does. Only where one denies
 * something, or a label needs one that permits it, are their rules looked at (function `consent_allows` of the store).
 */
import type { ConsentTest } from '@charthouse/fhir-model';
import { type Sql, sql } from '../sql.ts';
import { column } from '../statement/candidate.ts';
import { patientOf, resourceColumn, type Version } from './version.ts';

export function consentCondition(test: ConsentTest, version: Version, authors: readonly number[]): Sql {
  const { actors, action, purposes, purposesDenied, needs, emergency = false } = test;
  const [pt, vis] = [patientOf(version), column(version.row, 'vis')];
  const denies = sql`exists (select from consent_rule q where q.pt = ${pt} and q.effect = 'deny')`;
  const needing = sql`exists (select from access_class k where k.vis = ${vis} and k.labels && ${needs}::text[])`;
  const asks = needs.length > 0 ? sql`${denies} or ${vis} <> 0 and ${needing}` : denies;
  const [rid, tk, sd] = (['rid', 'tk', 'sd'] as const).map((name) => resourceColumn(version, name));
  const own = sql`${rid}, ${tk}, ${column(version.own!, 'tid')}, ${sd}, ${pt}, ${vis}, ${column(version.own!, 'body')}`;
  const asked = sql`${actors}::text[], ${action}::text, ${purposes}::text[], ${purposesDenied}::text[], ${needs}::text[], ${emergency}::boolean, ${authors}::int4[]`;
  return sql`case when ${asks} then consent_allows(${own}, ${asked}) else true end`;
}
