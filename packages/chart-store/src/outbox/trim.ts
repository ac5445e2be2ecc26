/** Deletes what the outbox need not keep any more, so that it does not grow with every change for ever. */
import { sql } from '@charthouse/fhir-search';
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';
import { within } from '../jobs/run-job.ts';

export interface TrimSettings {
  readonly connectionString: string;
  /** Rows younger than this are kept, even when every reader has passed them. */
  readonly keepSeconds: number;
  /** Aborted: stops after the step that runs. */
  readonly signal?: AbortSignal;
}

const rowsPerStep = 10_000;

/** Trims step by step, on a connection of its own, until nothing is left to delete; answers how many rows were deleted. */
export async function trimOutbox({ connectionString, keepSeconds, signal }: TrimSettings): Promise<number> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'charthouse outbox',
  });
  client.on('error', () => {}); // a lost connection fails the step that uses it
  await client.connect();
  try {
    let all = 0;
    for (;;) {
      const deleted = await trimStep(within(client), keepSeconds, rowsPerStep);
      all += deleted;
      if (deleted < rowsPerStep || signal?.aborted) return all;
    }
  } finally {
    await client.end();
  }
}

/**
 * Deletes those of the first `limit` rows that every reader has passed and that are older than `keepSeconds`; without any
 * reader age alone decides. Rows stand nearly in the order of their age, so that the first ones say whether there is work.
 */
export async function trimStep(query: Within, keepSeconds: number, limit: number): Promise<number> {
  const deleted = await query(sql`
    delete from outbox where (xid, seq) in (
      select o.xid, o.seq from outbox o
      join (select xid, seq from outbox order by xid, seq limit ${limit}) first on (first.xid, first.seq) = (o.xid, o.seq)
      where o.at < now() - make_interval(secs => ${keepSeconds}) and o.xid < pg_snapshot_xmin(pg_current_snapshot())
        and not exists (select from outbox_consumer c where (c.xid, c.seq) < (o.xid, o.seq))
      for update of o skip locked)
    returning seq`);
  return deleted.length;
}
