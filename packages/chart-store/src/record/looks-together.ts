/**
 * First looks at resources by id that arrive together share a statement, whoever takes them: the busier it is the less each
 * costs. None is answered by a statement that began before it arrived. docs/adr/0016-rows-of-access.md
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { CareLook } from '@charthouse/fhir-search';
import type { NamedStatement } from '../connections/reader.ts';
import type { VersionRow } from './read.ts';

export interface Look {
  readonly tid: number;
  readonly id: string;
  readonly care: CareLook;
}

export type LookedRow = VersionRow & { readonly vis: number };

/** Undefined: there is none, or it does not pass the look. */
export type LookTogether = (look: Look) => Promise<LookedRow | undefined>;

interface Waiting {
  readonly look: Look;
  readonly resolve: (row: LookedRow | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Looks of one statement at most, so that the first need not wait for very many bodies. */
const mostTogether = 64;

/** Milliseconds since 1970, worked out once for a statement. */
const now = "(select (date_part('epoch', now()) * 1000)::int8)";

/** Of each look the keys are those of `$9` from `lo` to `hi`, and of these its actors from `own` on. */
const looks: NamedStatement = {
  name: 'look',
  text: `select n.at::int4, r.ver, r.lu, r.op, r.body, r.vis
from unnest($1::int2[], $2::text[], $3::int4[], $4::int4[], $5::int4[], $6::int8[], $7::int8[], $8::bool[])
  with ordinality n(tid, id, lo, own, hi, lead, grace, without, at)
join res r on r.tid = n.tid and r.id = n.id
where coalesce((
  select bool_and(c.actor = any(($9::int8[])[n.own:n.hi])) from care c
  where c.pt = r.pt and c.actor = any(($9::int8[])[n.lo:n.hi])
    and c.lo - n.lead <= ${now} and c.hi + n.grace >= ${now}), n.without)`,
};

/** `query`: short statements on keys, planned once. */
export function looksTogether(
  query: <Row>(statement: NamedStatement, values: readonly unknown[]) => Promise<Row[]>,
): LookTogether {
  let waiting: Waiting[] = [];
  let flying = false;

  async function fly(): Promise<void> {
    flying = true;
    while (waiting.length > 0) {
      await turn(); // what else has been asked by then travels along
      const flight = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      try {
        const rows = await query<LookedRow & { readonly at: number }>(looks, valuesOf(flight));
        const found = new Map(rows.map((row) => [row.at, row]));
        for (const [i, { resolve }] of flight.entries()) resolve(found.get(i + 1));
      } catch (error) {
        for (const { reject } of flight) reject(error);
      }
    }
    flying = false;
  }

  return (look) =>
    new Promise((resolve, reject) => {
      waiting.push({ look, resolve, reject });
      if (!flying) void fly();
    });
}

/** The columns of the looks, one array each; keys behind each other. */
function valuesOf(flight: readonly Waiting[]): unknown[] {
  const all = flight.map(({ look }) => look);
  const keys: bigint[] = [];
  const [first, own, last]: [number[], number[], number[]] = [[], [], []];
  for (const { care } of all) {
    first.push(keys.length + 1);
    keys.push(...care.denials);
    own.push(keys.length + 1);
    keys.push(...care.actors);
    last.push(keys.length);
  }
  const of = <Made>(column: (look: Look) => Made) => all.map(column);
  return [
    ...[of(({ tid }) => tid), of(({ id }) => id), first, own, last],
    ...[of(({ care }) => care.lead), of(({ care }) => care.grace), of(({ care }) => care.without), keys],
  ];
}
