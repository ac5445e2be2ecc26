/** Rows of the access log as they are read back, newest first, and the statements that find them. docs/flows/record.md */
import { joinSql, raw, type Sql, sql } from '@charthouse/fhir-search';

export interface LogRow {
  /** Microseconds since 1970. */
  readonly at: bigint;
  readonly n: bigint;
  readonly request: bigint;
  readonly request_id: string | null;
  readonly action: string;
  readonly type: string | null;
  readonly id: string | null;
  readonly ver: number | null;
  readonly resources: number;
  /** Ids of the patients disclosed. */
  readonly patients: readonly string[];
  readonly labels: string | null;
  readonly policy: string | null;
  readonly status: number;
  readonly note: string | null;
  readonly micros: number;
  /** Null: there was none, or it was erased. */
  readonly query: string | null;
  readonly asked: boolean;
  readonly who_kind: string;
  readonly usr: string | null;
  readonly fhir_user: string | null;
  readonly name: string;
  readonly behalf: string | null;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly client: string | null;
  /** Its name now. */
  readonly app: string | null;
  readonly address: string | null;
  /** That shaped the permit; `policy` is the one that refused. */
  readonly policies: readonly string[];
}

/** Which rows: conditions on `l` (access_log), `w` (access_who), `q` (access_query). */
export interface LogFilter {
  readonly conditions: readonly Sql[];
  /** Keys of patients of whom one is disclosed. */
  readonly patients?: readonly bigint[];
}

export interface LogPage extends LogFilter {
  readonly count: number;
  /** Oldest first. */
  readonly ascending: boolean;
  /** The page behind this row: `at` and `n`. */
  readonly after?: readonly [at: string, n: string] | undefined;
}

const fields =
  raw(`(extract(epoch from l.at) * 1000000)::int8 as at, l.n, l.request, l.request_id, l.action, t.name as type, l.id, l.ver,
  l.resources, l.labels, l.policy, l.status, l.note, l.micros, q.query, q.n is not null as asked, w.kind as who_kind, w.usr, w.fhir_user, w.name, w.behalf,
  w.roles, w.purpose, w.client,
  (select c.name from client c where c.id = w.client) as app, w.address, w.policies,
  array(select r.id from res r where r.tk = l.pt
    union all select r.id from access_patient p join res r on r.tk = p.pt where p.at = l.at and p.n = l.n) as patients`);

/** `l`, found by the patients where they are known: few of many rows. */
function logOf({ patients }: LogFilter): Sql {
  if (!patients) return raw('access_log l');
  return sql`(select * from access_of_patients(${patients}::int8[])
    union select l.* from access_patient_rows(${patients}::int8[]) p join access_log l on l.at = p.at and l.n = p.n) l`;
}

function meant({ conditions }: LogFilter): Sql {
  return joinSql([raw('true'), ...conditions], ' and ');
}

const joins = raw('join access_who w using (who) left join access_query q on q.at = l.at and q.n = l.n');

export function logPage(page: LogPage): Sql {
  const { after, ascending, count } = page;
  const order = raw(ascending ? 'asc' : 'desc');
  const behind = after
    ? sql`and (l.at, l.n) ${raw(ascending ? '>' : '<')} (${moment(after[0])}, ${after[1]}::int8)`
    : raw('');
  return sql`select ${fields} from ${logOf(page)} ${joins} left join resource_type t on t.tid = l.tid
where ${meant(page)} ${behind} order by l.at ${order}, l.n ${order} limit ${count}`;
}

/** One row `{ total }`, counted no further than `limit + 1` when there is one. */
export function logTotal(filter: LogFilter, limit: number | undefined): Sql {
  const most = limit === undefined ? raw('') : sql`limit ${limit + 1}`;
  return sql`select count(*)::float8 as total from (select 1 from ${logOf(filter)} ${joins} where ${meant(filter)} ${most}) found`;
}

/** Microseconds since 1970 as PostgreSQL's time; exact, as floating seconds would not be. */
export function moment(micros: string): Sql {
  return sql`('epoch'::timestamptz + ${micros}::int8 * interval '1 microsecond')`;
}

/** The id of the resource that shows a row. */
export function logId({ at, n }: Pick<LogRow, 'at' | 'n'>): string {
  return `${at.toString(36)}-${n.toString(36)}`;
}

/** What `logId` made the id of. */
export function placeOf(id: string): [at: string, n: string] | undefined {
  const [, at, n] = /^([0-9a-z]{1,12})-([0-9a-z]{1,12})$/.exec(id) ?? [];
  return at === undefined || n === undefined ? undefined : [micros(at), micros(n)];
}

function micros(digits: string): string {
  return [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
}

export function timeOf({ at }: Pick<LogRow, 'at'>): string {
  return new Date(Number(at / 1000n)).toISOString();
}
