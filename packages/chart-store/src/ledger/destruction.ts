/** Lawful destruction: salts go with the data they were beside, and a leaf names the leaves that lost them. */
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { sha256 } from './cryptography.ts';
import { type Growth, nextPosition } from './growth.ts';
import { newLeaf, saltLength, type VersionRow } from './leaves.ts';
import { leafHashAt } from './tile-table.ts';

/** The row of the outbox tells that a resource was expunged: its leaves whose versions are gone are destroyed. */
export async function addDestructionLeaf(query: Within, expunged: VersionRow, growth: Growth): Promise<void> {
  const gone = await query<{ pos: string }>(sql`
    delete from ledger_version k where k.rid = ${expunged.rid}::int8
      and not exists (select from res r where r.rid = k.rid and r.ver = k.ver)
      and not exists (select from hist h where h.tid = k.tid and h.id = k.id and h.ver = k.ver)
    returning k.pos::text`);
  const positions = gone.map(({ pos }) => BigInt(pos)).toSorted((a, b) => (a < b ? -1 : 1));
  const read = leafHashAt(query);
  const leaves: { index: bigint; leafHash: Uint8Array }[] = [];
  for (const index of positions) leaves.push({ index, leafHash: await read(index) });
  const [{ now }] = (await query<{ now: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000000)::int8::text as now`,
  )) as [{ now: string }];
  const id = randomUUID();
  const certificate = JSON.stringify({
    destroyed: `${expunged.type}/${expunged.id}`,
    leaves: leaves.length,
    by: '$expunge',
  });
  const salt = randomBytes(saltLength);
  const pos = nextPosition(growth);
  await query(sql`
    insert into ledger_destruction (pos, id, at, salt, certificate)
    values (${pos}::int8, ${id}, 'epoch'::timestamptz + ${now}::int8 * interval '1 microsecond', ${salt}::bytea, ${certificate})`);
  await query(sql`
    insert into ledger_destroyed (pos, hash, destruction)
    select *, ${pos}::int8 from unnest(${positions}::int8[], ${leaves.map(({ leafHash }) => leafHash)}::bytea[])`);
  const content = sha256(Buffer.from(certificate));
  growth.leaves.push(newLeaf({ kind: 'destruction', id, time: BigInt(now), content, leaves }, salt));
}
