/** Which leaf is which batch of access rows. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { type Growth, nextPosition } from './growth.ts';
import { type AccessRows, accessesLeaf, saltLength } from './leaves.ts';

/** Gives a batch its leaf; the rows do not wait any more. Rows that are gone have none. */
export async function addAccessesLeaf(query: Within, waiting: AccessRows, growth: Growth): Promise<void> {
  const { taken } = waiting;
  if (waiting.digests.length > 0) {
    const { rows, salts, marks, ...leaf } = accessesLeaf(waiting);
    await query(sql`
      insert into ledger_accesses (pos, first, last, salt, at, n, salts, marks)
      select ${nextPosition(growth)}::int8, min(k.moment), max(k.moment), ${leaf.salt}::bytea,
        array_agg(k.moment order by k.place), array_agg(k.n order by k.place),
        array_agg(substring(${salts}::bytea from ((place - 1) * ${saltLength}::int4 + 1)::int4 for ${saltLength}::int4) order by k.place), ${marks}::bytea
      from (select 'epoch'::timestamptz + at * interval '1 microsecond' as moment, n, place
        from unnest(${rows.map(({ at }) => at)}::int8[], ${rows.map(({ n }) => n)}::int8[]) with ordinality u (at, n, place)) k`);
    growth.leaves.push(leaf);
  }
  await query(sql`
    delete from access_pending p using unnest(${taken.map(({ xid }) => xid)}::xid8[], ${taken.map(({ seq }) => seq)}::int8[]) k (xid, seq)
    where p.xid = k.xid and p.seq = k.seq`);
}
