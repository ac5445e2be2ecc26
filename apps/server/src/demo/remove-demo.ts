/** Takes the demo hospital out of the record: what is marked as its own, and everything about its patients. */
import { randomBytes } from 'node:crypto';
import type { AccessRow, ResourceKey } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import type { Parts } from '../wire.ts';

const atOnce = 1000;

export interface Removal {
  readonly removed: number;
  /** Resources of the demo that records of others refer to: they stay. */
  readonly kept: readonly string[];
}

export interface Removing {
  readonly parts: Pick<Parts, 'store' | 'door'>;
  readonly signal: AbortSignal;
  readonly onRemoved: (done: number, of: number) => void;
}

/** The manifest goes last, so that what was interrupted can be gone on with. */
export async function removeDemo({ parts, signal, onRemoved }: Removing): Promise<Removal> {
  const { store, door } = parts;
  const { keys, kept } = await store.transaction((tx) => collect((statement) => tx.query(statement)));
  for (let i = 0; i < keys.length; i += atOnce) {
    signal.throwIfAborted();
    const some = keys.slice(i, i + atOnce);
    await store.transaction(async (tx) => {
      await tx.expunge(some);
      tx.record(some.map(expungeRow));
    });
    onRemoved(Math.min(i + atOnce, keys.length), keys.length);
  }
  const note = `demo hospital removed: ${keys.length} resources expunged, ${kept.length} kept`;
  await door.recordEvent({ action: 'expunge', note }, who);
  return { removed: keys.length, kept };
}

const who = { kind: 'system', name: 'charthouse demo' } as const;

/** As the operation is recorded: the ledger names each destruction, and verifying asks who had it done. */
function expungeRow({ type, id }: ResourceKey): AccessRow {
  const n = randomBytes(8).readBigUInt64BE() >> 1n;
  const done = { kind: 'E', action: '$expunge', patients: [], resources: 0, status: 200, micros: 0 } as const;
  return { ...done, at: BigInt(Date.now()) * 1000n, n, request: n, who, type, id };
}

type Ask = <Row>(statement: ReturnType<typeof sql>) => Promise<Row[]>;

async function collect(query: Ask): Promise<{ keys: ResourceKey[]; kept: string[] }> {
  await query(sql`create temp table demo (rid int8 primary key, tk int8 not null, pt int8) on commit drop`);
  await query(
    sql`insert into demo select rid, tk, pt from res where (id like 'demo-%' or id = 'completion-settings') and op <> 'D' and body like '%"HTEST"%'`,
  );
  await query(sql`analyze demo`);
  await query(sql`
    insert into demo select r.rid, r.tk, r.pt from res r
    where r.op <> 'D' and r.pt in (select d.tk from demo d join res p on p.rid = d.rid join resource_type t on t.tid = p.tid where t.name = 'Patient')
    on conflict do nothing`);
  for (;;) {
    const more = await query(sql`
      insert into demo select distinct r.rid, r.tk, r.pt from ref f join demo d on d.tk = f.tk join res r on r.rid = f.rid
      where r.op <> 'D' and (r.pt is null or r.pt in (select tk from demo)) on conflict do nothing returning rid`);
    if (more.length === 0) break;
  }
  const held = await query<{ name: string; rid: string }>(sql`
    select distinct t.name || '/' || p.id as name, d.rid::text as rid from demo d join ref f on f.tk = d.tk join res r on r.rid = f.rid join res p on p.rid = d.rid
      join resource_type t on t.tid = p.tid where r.op <> 'D' and not exists (select from demo x where x.rid = f.rid)`);
  await query(sql`delete from demo where rid = any(${held.map(({ rid }) => rid)}::int8[])`);
  const keys = await query<ResourceKey>(sql`
    select t.name as type, r.id from demo d join res r on r.rid = d.rid join resource_type t on t.tid = r.tid
    order by case t.name when 'Library' then 2 when 'Patient' then 1 else 0 end, r.rid`);
  return { keys, kept: held.map(({ name }) => name) };
}
