/** The exact stored bytes of what a leaf is about, as expressions of SQL: the same when a leaf is made, proven and audited. */
import { raw, type Sql } from '@charthouse/fhir-search';

/** Of a version: its text. `v` is a row of `res` or `hist`. */
export const versionDigest: Sql = raw(`pg_catalog.sha256(pg_catalog.convert_to(v.body, 'UTF8'))`);

/** Columns of access_log and access_who that are texts to JSON, and those that are numbers; the caller's key stands in his object. */
export const rowColumns = {
  texts: ['at', 'request_id', 'kind', 'action', 'id', 'labels', 'policy', 'note'],
  numbers: ['n', 'request', 'tid', 'ver', 'pt', 'patients', 'resources', 'status', 'micros'],
} as const;
export const whoColumns = {
  texts: ['kind', 'usr', 'fhir_user', 'name', 'behalf', 'purpose', 'client', 'address'],
  numbers: ['who'],
  lists: ['roles', 'policies'],
} as const;

/** What stands in other tables than the row, as JSON. */
export const besideText = {
  disclosed:
    'case when l.patients > 1 then (select pg_catalog.jsonb_agg(p.pt order by p.pt) from access_patient p where p.at = l.at and p.n = l.n)::text end',
  asked: `case when q.n is not null then ${textValue("coalesce(q.digest, pg_catalog.sha256(pg_catalog.uuid_send(q.salt) || pg_catalog.convert_to(q.query, 'UTF8')))")} end`,
} as const;

/** Of a caller. `w`: a row of access_who. */
export const whoText: Sql = raw(objectText(members('w', whoColumns)));

/**
 * Of an access row: the row with its caller, the patients that stand apart and a digest of what was asked, as jsonb writes it
 * (put together as text: making jsonb of it takes four times as long). Columns without a value are left out, so that one that
 * comes later leaves older rows as they are. Needs timezone UTC and bytea_output hex.
 * `l`, `w`, `q`: rows of access_log, access_who and access_query.
 */
export const accessText: Sql = raw(
  objectText({
    ...members('l', rowColumns),
    who: `case when w.who is not null then ${whoText.text} end`,
    ...besideText,
  }),
);

interface Columns {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
  readonly lists?: readonly string[];
}

function members(row: string, { texts, numbers, lists = [] }: Columns): Record<string, string> {
  return Object.fromEntries([
    ...texts.map((column) => [column, textValue(`${row}.${column}`)]),
    ...numbers.map((column) => [column, `${row}.${column}::text`]),
    ...lists.map((column) => [column, `pg_catalog.to_jsonb(${row}.${column})::text`]),
  ]);
}

function textValue(expression: string): string {
  return `pg_catalog.to_json(${expression})::text`;
}

/** Names in the order of jsonb: shorter ones first. */
export function inOrder(names: readonly string[]): string[] {
  return names.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

/** Members that are null vanish. */
function objectText(members: Readonly<Record<string, string>>): string {
  const all = inOrder(Object.keys(members)).map((key) => `', "${key}": ' || (${members[key]})`);
  return `('{' || pg_catalog.substr(pg_catalog.concat(${all.join(', ')}), 3) || '}')`;
}

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
