/** The exact stored bytes of what a leaf is about, as expressions of SQL: the same when a leaf is made, proven and audited. */
import { raw, type Sql } from '@charthouse/fhir-search';

/** Of a version: its text. `v` is a row of `res` or `hist`. */
export const versionDigest: Sql = raw(`pg_catalog.sha256(pg_catalog.convert_to(v.body, 'UTF8'))`);

/**
 * Of an access row: the row with its caller, the patients that stand apart and a digest of what was asked. Columns without a
 * value are left out, so that one that comes later leaves older rows as they are. Needs timezone UTC and bytea_output hex.
 * `l`, `w`, `q`: rows of access_log, access_who and access_query.
 */
export const accessText: Sql =
  raw(`pg_catalog.jsonb_strip_nulls(pg_catalog.to_jsonb(l) || pg_catalog.jsonb_build_object(
  'who', pg_catalog.to_jsonb(w),
  'disclosed', case when l.patients > 1 then (select pg_catalog.jsonb_agg(p.pt order by p.pt) from access_patient p where p.at = l.at and p.n = l.n) end,
  'asked', case when q.n is not null then coalesce(q.digest, pg_catalog.sha256(pg_catalog.uuid_send(q.salt) || pg_catalog.convert_to(q.query, 'UTF8'))) end))::text`);

/** Joins `w` and `q` to `l`. */
export const accessJoins: Sql = raw(
  'left join access_who w on w.who = l.who left join access_query q on q.at = l.at and q.n = l.n',
);

/** What these expressions, and the times read beside them, depend on. */
export const contentSettings: readonly string[] = [
  'timezone=UTC',
  'datestyle=ISO',
  'bytea_output=hex',
  'extra_float_digits=1',
];
