/**
 * Reads the outbox in the order in which changes became visible. Neither `seq` nor `lu` is that order: a transaction that took
 * an earlier number may commit later. Rows of transactions older than every running one are complete and in their final
 * order, so a reader that remembers (xid, seq) misses nothing and sees nothing twice.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

/** A place in the outbox: everything up to and including it has been read. */
export interface OutboxPosition {
  /** 64-bit transaction number as text. */
  readonly xid: string;
  readonly seq: string;
}

export interface OutboxRow extends OutboxPosition {
  readonly rid: string;
  /** Number of the resource type. */
  readonly tid: number;
  readonly id: string;
  readonly version: number;
  readonly op: string;
  /** Milliseconds since 1970. */
  readonly lastUpdated: number;
}

export const outboxStart: OutboxPosition = { xid: '0', seq: '0' };

/**
 * The next rows after a position, at most `limit`. A long-running transaction anywhere in the cluster delays them.
 * (`order by` must name the table's columns: without `o.` it would sort by the text of the answer, 999 after 1000.)
 */
export async function readOutbox(query: Within, after: OutboxPosition, limit: number): Promise<OutboxRow[]> {
  return query<OutboxRow>(sql`
    select o.xid::text, o.seq::text, rid::text, tid, id, ver as version, op::text, extract(epoch from lu)::float8 * 1000 as "lastUpdated"
    from outbox o
    where (o.xid, o.seq) > (${after.xid}::xid8, ${after.seq}::int8) and o.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by o.xid, o.seq limit ${limit}`);
}
