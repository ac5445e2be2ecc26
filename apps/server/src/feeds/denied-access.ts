/** Bursts of refusals in the access log: 45 CFR 164.308(a)(1)(ii)(D), information system activity review. */
import { type Sql, sql } from '@charthouse/fhir-search';
import type { Feed, FeedParts } from './feed.ts';

interface Burst {
  readonly usr: string;
  readonly name: string;
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Status and how often. */
  readonly told: Readonly<Record<string, number>>;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** How far back the first look of a server goes. */
const lookBack = 7 * day;
/** Rows of the log may be written so much later than they tell. */
const late = 2 * minute;
/** Days until it has to be looked at. */
const dueDays = 3;

export function deniedAccess({ store, settings, now }: FeedParts): Feed {
  const { deniedBurst: most, deniedBurstMinutes: minutes } = settings;
  let from = now() - lookBack;
  let looked = from;
  return {
    code: 'review-denied-access',
    async look() {
      looked = now();
      const bursts = most === 0 ? [] : await store.search<Burst>(burstsSince(from, most, minutes * minute));
      return { wanted: bursts.map((one) => wantedOf(one, minutes, looked)), cured: new Map() };
    },
    done: () => {
      from = looked - minutes * minute - late;
    },
  };
}

function wantedOf({ usr, name, n, first, last, told }: Burst, minutes: number, now: number) {
  const at = (time: number) => new Date(time).toISOString();
  return {
    key: `denied-access|${usr}`,
    occasion: at(last),
    at: last,
    what: `${name} was refused ${n} times from ${at(first)} to ${at(last)}`,
    why: `Many refusals in ${minutes} minutes: somebody tries what they may not, or lacks a right that they need.`,
    evidence: [
      ...Object.entries(told).map(([status, times]) => `${times} requests were answered with ${status}.`),
      `Account ${usr}: AuditEvent?agent=${usr}&date=ge${at(first)}&date=le${at(last)}`,
    ],
    due: now + dueDays * day,
    isUrgent: true,
    facts: { account: usr },
  };
}

/** A record that is not for somebody answers as one that is not there: reads in vain of staff count too. */
const burstsSince = (from: number, most: number, window: number): Sql => sql`
  with denied as (
    select w.usr, w.name, l.at, l.n, l.status,
      lag(l.at, ${most - 1}::int4) over (partition by w.usr order by l.at, l.n) as earlier
    from access_log l join access_who w using (who)
    where l.at >= ${new Date(from).toISOString()}::timestamptz and l.kind = 'R' and w.usr is not null
      and (l.status = 403 or (l.status >= 400 and l.policy is not null) or (l.status = 404 and l.action = 'read' and w.kind = 'staff'))),
  full_ones as (select usr, earlier, at from denied where earlier >= at - make_interval(secs => ${window / 1000}::float8)),
  spans as (select usr, min(earlier) as first, max(at) as last from full_ones group by usr)
  select s.usr, max(d.name) as name, count(*)::int4 as n, (extract(epoch from s.first) * 1000)::float8 as first,
    (extract(epoch from s.last) * 1000)::float8 as last,
    (select jsonb_object_agg(status, times) from (select d2.status, count(*) as times from denied d2
      where d2.usr = s.usr and d2.at between s.first and s.last group by 1) told) as told
  from spans s join denied d on d.usr = s.usr and d.at between s.first and s.last group by s.usr, s.first, s.last`;
