/**
 * What the consents of a patient say of a version, as `consentAllows` of the room `access` does. Only where one denies
 * something, or a label needs one that permits it, are their rules looked at.
 */
import type { ConsentTest } from '@charthouse/fhir-model';
import { noDate } from '../index-rows.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { bodyOf, column } from '../statement/candidate.ts';
import { nowMilliseconds, patientOf, resourceColumn, type Version } from './version.ts';

export function consentCondition(test: ConsentTest, version: Version, authors: readonly number[]): Sql {
  const pt = patientOf(version);
  const denies = sql`exists (select from consent_rule q where q.pt = ${pt} and q.effect = 'deny')`;
  const labels = sql`(select k.labels from access_class k where k.vis = ${column(version.row, 'vis')})`;
  const asks = test.needs.length > 0 ? sql`${denies} or ${labels} && ${test.needs}::text[]` : denies;
  const denied = sql`select from l where l.effect = 'deny'${test.emergency ? urgently : raw('')}`;
  const lacking = sql`select from unnest(${test.needs}::text[]) n(label) where array[n.label] <@ ${labels} and not exists (select from l where l.effect = 'permit' and n.label = any(l.names))`;
  const lacks = test.needs.length > 0 ? sql` and not exists (${lacking})` : raw('');
  return sql`case when ${asks} then (with a as materialized (select q.consent, q.rule, q.within, q.effect, q.names, q.urgent from consent_rule q where q.pt = ${pt} and ${applies(test, version, authors)}), ${innermost} select not exists (${denied})${lacks}) else true end`;
}

/** The innermost rules that apply, as do all those around them: each decides for its part. */
const innermost =
  raw(`w as materialized (select a.* from a where a.within <@ array(select o.rule from a o where o.consent = a.consent)),
l as materialized (select w.* from w where not exists (select from w n where n.consent = w.consent and n.within[cardinality(n.within)] = w.rule))`);

/** Rules for emergencies, and those inside one, bind even who broke the glass. */
const urgently = raw(
  ' and (l.urgent or exists (select from a o where o.consent = l.consent and o.rule = any(l.within) and o.urgent))',
);

function applies(
  { actors, action, purposes, purposesDenied }: ConsentTest,
  version: Version,
  authors: readonly number[],
): Sql {
  const label = sql`(select case when k.labels && array['R', 'V'] then k.labels else k.labels || text 'N' end from access_class k where k.vis = ${column(version.row, 'vis')})`;
  return joinSql(
    [
      sql`coalesce(q.lo <= ${nowMilliseconds}, true) and coalesce(q.hi >= ${nowMilliseconds}, true)`,
      sql`coalesce(q.actors && ${actors}::text[], true)`,
      sql`coalesce(${action}::text = any(q.actions), true)`,
      sql`coalesce(q.purposes && case q.effect when 'deny' then ${purposesDenied}::text[] else ${purposes}::text[] end, true)`,
      sql`coalesce(q.labels && ${label}, true)`,
      sql`(q.classes is null or q.classes && ${classesOf(version)} or q.classes && ${codesOf(version)})`,
      sql`(q.codes is null or q.codes && ${codesOf(version)})`,
      sql`(q.data_lo is null and q.data_hi is null or ${isOfPeriod(version)})`,
      sql`(q.data is null or ${isData(version, authors)})`,
    ],
    ' and ',
  );
}

/** A denial holds for what has no date and for what has any date of the period, a permission where the primary date is in it. */
function isOfPeriod(version: Version): Sql {
  const sd = resourceColumn(version, 'sd');
  const [from, to] = [raw('to_timestamp(q.data_lo / 1000.0)'), raw('to_timestamp(q.data_hi / 1000.0)')];
  const dated = sql`select from dat d where d.rid = ${resourceColumn(version, 'rid')}`;
  return sql`case q.effect when 'deny' then not exists (${dated}) or exists (${dated} and coalesce(d.hi >= ${from}, true) and coalesce(d.lo <= ${to}, true)) else ${sd} > ${noDate}::int8 and coalesce(${sd} / 1000 >= q.data_lo, true) and coalesce(${sd} / 1000 <= q.data_hi, true) end`;
}

/** Its type, profiles and content types. */
function classesOf({ own }: Version): Sql {
  const body = bodyOf(own!);
  return sql`array(select y.name from resource_type y where y.tid = ${column(own!, 'tid')} union all select 'urn:ietf:rfc:3986|' || split_part(p #>> '{}', '|', 1) from jsonb_path_query(${body}, '$.meta.profile[*]') p union all select 'urn:ietf:bcp:13|' || (t #>> '{}') from jsonb_path_query(${body}, '$.**.contentType') t)`;
}

/** Every Coding in it. */
function codesOf({ own }: Version): Sql {
  return sql`array(select concat(o ->> 'system', '|', o ->> 'code') from jsonb_path_query(${bodyOf(own!)} - 'meta', '$.** ? (exists (@.code))') o where jsonb_typeof(o) = 'object')`;
}

function isData(version: Version, authors: readonly number[]): Sql {
  const [rid, tk] = [resourceColumn(version, 'rid'), resourceColumn(version, 'tk')];
  return sql`exists (select from jsonb_to_recordset(q.data) e(meaning text, tk int8) where case e.meaning
    when 'authoredby' then exists (select from ref f where f.rid = ${rid} and f.tk = e.tk and f.p = any(${authors}::int4[]))
    when 'related' then e.tk = ${tk} or exists (select from res s join ref f on f.rid = s.rid where s.tk = e.tk and f.tk = ${tk})
    when 'dependents' then e.tk = ${tk} or exists (select from ref f where f.rid = ${rid} and f.tk = e.tk)
    else e.tk = ${tk} end)`;
}
