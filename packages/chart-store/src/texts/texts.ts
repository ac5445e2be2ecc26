/**
 * The table `txt`, words of every resource for `_text` and `_content`: filled once by a job, then kept by following the outbox.
 * https://www.postgresql.org/docs/current/textsearch.html
 */
import { sql } from '@charthouse/fhir-search';
import { tellIndexChanged } from '../indexing/reindex-job.ts';
import type { Within } from '../jobs/kind.ts';
import { moveOutboxPosition, outboxPosition, removeOutboxConsumer } from '../outbox/consumer.ts';
import { readOutbox } from '../outbox/read.ts';

export const textsKindName = 'texts';

/** Its name as a reader of the outbox. */
const consumer = 'texts';

/** A resource as its words: of the narrative, and of everything. */
export type ReadTexts = (body: string) => { readonly narrative: string; readonly content: string };

interface TextRow {
  readonly rid: string;
  readonly op: string;
  readonly body: string;
}

/** Asks for the first fill unless it is there or under way; one that ended goes on where it stopped. */
export async function resumeTexts(query: Within): Promise<void> {
  const [index] = await query<{ texts: boolean }>(sql`select texts from search_index for update`);
  if (!index || index.texts) return;
  const [job] = await query<{ id: string; state: string }>(
    sql`select id::text, state from job where kind = ${textsKindName} and state <> 'done' order by id desc limit 1`,
  );
  if (job)
    await query(sql`update job set state = 'queued', attempt = 0, run_at = now(), finished = null, cancel = false
      where id = ${job.id}::int8 and state in ('failed', 'cancelled')`);
  else await query(sql`insert into job (kind, max_attempts) values (${textsKindName}, 100)`);
  await query(sql`select pg_notify('job', ${textsKindName})`);
}

/** Empties the table; nothing is kept for it any more. */
export async function dropTexts(query: Within): Promise<void> {
  const [index] = await query<{ texts: boolean; filled: boolean }>(sql`
    select texts, exists (select from outbox_consumer where name = ${consumer}) as filled from search_index for update`);
  if (!index || (!index.texts && !index.filled)) return;
  await query(
    sql`update job set state = 'cancelled', finished = now() where kind = ${textsKindName} and state = 'queued'`,
  );
  await query(sql`truncate txt`);
  await query(sql`update search_index set texts = false, version = version + 1`);
  await removeOutboxConsumer(query, consumer);
  await tellIndexChanged(query);
}

/** Changes from here on are followed; what is there already is for `fillTexts`. */
export async function beginTexts(query: Within): Promise<void> {
  await query(sql`
    insert into outbox_consumer (name, xid, seq) values (${consumer}, pg_snapshot_xmin(pg_current_snapshot()), 0)
    on conflict (name) do nothing`);
}

/** The next rows of `res` after a number, as text: how many there were, and the last of them. */
export async function fillTexts(
  query: Within,
  { after, limit, read }: { readonly after: string; readonly limit: number; readonly read: ReadTexts },
): Promise<{ readonly examined: number; readonly last?: string }> {
  const rows = await query<TextRow>(sql`
    select r.rid::text, r.op::text, r.body from res r where r.rid > ${after}::int8 order by r.rid limit ${limit}::int4`);
  await put(query, rows, read);
  const last = rows.at(-1)?.rid;
  return { examined: rows.length, ...(last !== undefined && { last }) };
}

/** Everything is there: `_text` and `_content` may be searched. */
export async function completeTexts(query: Within): Promise<void> {
  await query(sql`update search_index set texts = true, version = version + 1`);
  await tellIndexChanged(query);
}

/**
 * Follows the next changes, in the order of commits; answers how many. Call it in a transaction of its own. None while
 * another process follows.
 */
export async function followTexts(
  query: Within,
  { limit, read }: { readonly limit: number; readonly read: ReadTexts },
): Promise<number> {
  const [mine] = await query(sql`select name from outbox_consumer where name = ${consumer} for update skip locked`);
  if (!mine) return 0;
  const changes = await readOutbox(query, await outboxPosition(query, consumer), limit);
  const last = changes.at(-1);
  if (!last) return 0;
  const rids = [...new Set(changes.map(({ rid }) => rid))];
  const rows = await query<TextRow>(sql`select rid::text, op::text, body from res where rid = any(${rids}::int8[])`);
  await put(query, rows, read);
  await moveOutboxPosition(query, consumer, last);
  return changes.length;
}

async function put(query: Within, rows: readonly TextRow[], read: ReadTexts): Promise<void> {
  const gone = rows.filter(({ op }) => op === 'D').map(({ rid }) => rid);
  if (gone.length > 0) await query(sql`delete from txt where rid = any(${gone}::int8[])`);
  const there = rows.filter(({ op }) => op !== 'D');
  if (there.length === 0) return;
  const texts = there.map(({ body }) => read(body));
  await query(sql`
    insert into txt (rid, narrative, content)
    select rid, to_tsvector('simple', narrative), to_tsvector('simple', content)
    from unnest(${there.map(({ rid }) => rid)}::int8[], ${texts.map((one) => one.narrative)}::text[], ${texts.map((one) => one.content)}::text[])
      as n (rid, narrative, content)
    on conflict (rid) do update set narrative = excluded.narrative, content = excluded.content`);
}
