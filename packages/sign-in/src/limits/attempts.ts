/**
 * Limits that slow down guessing without locking anybody out: waiting times grow for one account from one address, an address
 * that fails at many accounts waits for all it is new to, and addresses new to an account under attack from everywhere wait together,
 * while it opens at once for browsers and addresses that it signed in from before. https://pages.nist.gov/800-63-4/sp800-63b.html#throttle
 */
import { sql } from '@charthouse/fhir-search';
import type { Database, Query } from '../database.ts';
import { deviceMark } from './known-device.ts';

export interface Attempt {
  /** Keyed hash of the address typed: it may be nobody's. */
  readonly who: string;
  /** Network address. */
  readonly address: string;
}

interface Counts {
  /** Failures of this account from this address since it last succeeded, within a day. */
  readonly here: number;
  /** Failures from this address, of all accounts, within an hour. */
  readonly address: number;
  /** Failures of this account from everywhere, within an hour. */
  readonly everywhere: number;
  /** This account signed in from this address within 30 days, or the browser proves that it did. */
  readonly known: boolean;
  /** Seconds since the last failure of this account here; of this address; of this account. */
  readonly sinceHere: number;
  readonly sinceAddress: number;
  readonly sinceEverywhere: number;
}

const longest = 900;
/** For strangers together: the owner at a new browser is one of them. */
const longestTogether = 60;

/** Seconds to wait from the last failure: none for `free` of them, then twice as long each time. */
const growing = (failures: number, free: number) => (failures <= free ? 0 : Math.min(longest, 2 ** (failures - free)));

/** Seconds until the next attempt is looked at; 0: now. */
export function waitOf({ here, address, everywhere, known, ...since }: Counts): number {
  const together = Math.min(longestTogether, growing(Math.floor(everywhere / 5), 1));
  const waits = [
    growing(here, 4) - since.sinceHere,
    known ? 0 : growing(Math.floor(address / 10), 5) - since.sinceAddress,
    known ? 0 : growing(Math.floor(everywhere / 20), 2) - since.sinceHere,
    known ? 0 : together - since.sinceEverywhere,
  ];
  return Math.max(0, Math.ceil(Math.max(...waits)));
}

/** Seconds to wait, or the attempt that may be made. */
export type Admission = { readonly wait: number } | { readonly id: string };

/**
 * Lets an attempt be made and counts it as failed until `succeed`: one after the other for the same account and address, and for all that
 * are new to the account, so that many at the same moment are no way around.
 */
export function admit({ transaction }: Pick<Database, 'transaction'>, { who, address }: Attempt): Promise<Admission> {
  return transaction(async (query) => {
    const before = await countsOf(query, { who, address });
    const early = waitOf(before);
    // most of a flood ends here: it does not queue for the lock
    if (early > 0) return { wait: early };
    const turn = before.known ? `${who} ${address}` : who;
    await query(sql`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))`);
    const wait = waitOf(await countsOf(query, { who, address }));
    if (wait > 0) return { wait };
    const rows = await query<{ id: string }>(
      sql`insert into sign_in_attempt (who, address, ok) values (${who}, ${address}, false) returning id`,
    );
    return { id: rows[0]!.id };
  });
}

export async function succeed(query: Query, id: string): Promise<void> {
  await query(sql`update sign_in_attempt set ok = true where id = ${id}`);
}

async function countsOf(query: Query, { who, address }: Attempt): Promise<Counts> {
  const [row] = await query<Counts>(sql`
    with of_who as materialized (select * from sign_in_attempt where who = ${who} and at > now() - interval '30 days'),
      of_address as materialized (select * from sign_in_attempt where address = ${address} and at > now() - interval '1 hour' and not ok),
      here as (select * from of_who w where address = ${address} and not ok and at > now() - interval '1 day' and at > coalesce(
        (select max(at) from of_who where address = ${address} and ok), '-infinity'))
    select (select count(*) from here)::int4 as here,
      (select count(*) from of_address)::int4 as address,
      (select count(*) from of_who where not ok and at > now() - interval '1 hour')::int4 as everywhere,
      starts_with(${address}, ${deviceMark}) or exists (select from of_who where address = ${address} and ok) as known,
      coalesce((select extract(epoch from now() - max(at)) from here), 1e6)::float8 as "sinceHere",
      coalesce((select extract(epoch from now() - max(at)) from of_address), 1e6)::float8 as "sinceAddress",
      coalesce((select extract(epoch from now() - max(at)) from of_who where not ok), 1e6)::float8 as "sinceEverywhere"`);
  return row!;
}
