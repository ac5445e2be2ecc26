/** Named readers of the outbox: each keeps its position in the database, and rows that all of them passed may be deleted (`trim.ts`). */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { type OutboxPosition, outboxStart } from './read.ts';

/**
 * Registers a reader and answers how far it has come. A new one starts at the oldest row still kept. Until it is called,
 * rows are not kept for it.
 */
export async function outboxPosition(query: Within, consumer: string): Promise<OutboxPosition> {
  const [row] = await query<OutboxPosition>(sql`
    insert into outbox_consumer (name, xid, seq) values (${consumer}, ${outboxStart.xid}::xid8, ${outboxStart.seq}::int8)
    on conflict (name) do update set name = excluded.name returning xid::text, seq::text`);
  return row!;
}

/** Stores how far a reader has come. Call it in the transaction that does what the rows ask for, and each is done once. */
export async function moveOutboxPosition(query: Within, consumer: string, to: OutboxPosition): Promise<void> {
  const moved = await query(sql`
    update outbox_consumer set xid = ${to.xid}::xid8, seq = ${to.seq}::int8, moved = now()
    where name = ${consumer} and (xid, seq) < (${to.xid}::xid8, ${to.seq}::int8) returning name`);
  if (moved.length === 0)
    throw new Error(`The outbox reader ${consumer} is not registered, or has passed this position.`);
}

/** Ends a reader: nothing is kept for it any more. */
export async function removeOutboxConsumer(query: Within, consumer: string): Promise<void> {
  await query(sql`delete from outbox_consumer where name = ${consumer}`);
}
