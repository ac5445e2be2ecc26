/**
 * What the consents of a patient say of a version, as `consentAllows` of the room `access` does. Only where one may deny this
 * to this person, or a label needs one that permits it, are their rules looked at (function `consent_allows` of the store): most
 * denials are of others, of other types or purposes, and the function costs more than the rest of a page.
 */
import type { ConsentTest } from '@charthouse/fhir-model';
import { type Sql, sql } from '../sql.ts';
import { column } from '../statement/candidate.ts';
import { patientOf, resourceColumn, type Version } from './version.ts';

export function consentCondition(test: ConsentTest, version: Version, authors: readonly number[]): Sql {
  const { actors, action, purposes, purposesDenied, needs, emergency = false } = test;
  const [pt, vis] = [patientOf(version), column(version.row, 'vis')];
  const tid = column(version.own!, 'tid');
  const denies = sql`exists (select from consent_rule q where q.pt = ${pt} and q.effect = 'deny' and coalesce(q.actors && ${actors}::text[], true) and coalesce(${action}::text = any(q.actions), true) and coalesce(q.purposes && ${purposesDenied}::text[], true) and (q.classes is null or array_to_string(q.classes, ' ') like '%|%' or exists (select from resource_type y where y.tid = ${tid} and y.name = any(q.classes))))`;
  const needing = sql`exists (select from access_class k where k.vis = ${vis} and k.labels && ${needs}::text[])`;
  const asks = needs.length > 0 ? sql`${denies} or ${vis} <> 0 and ${needing}` : denies;
  const [rid, tk, sd] = (['rid', 'tk', 'sd'] as const).map((name) => resourceColumn(version, name));
  const own = sql`${rid}, ${tk}, ${tid}, ${sd}, ${pt}, ${vis}, ${column(version.own!, 'body')}`;
  const asked = sql`${actors}::text[], ${action}::text, ${purposes}::text[], ${purposesDenied}::text[], ${needs}::text[], ${emergency}::boolean, ${authors}::int4[]`;
  return sql`case when ${asks} then consent_allows(${own}, ${asked}) else true end`;
}
