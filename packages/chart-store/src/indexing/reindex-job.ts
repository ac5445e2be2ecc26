/** The job that brings the index rows of older resources up to date: how it is asked for, and what its end changes. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

export const reindexKindName = 'reindex';

/** Channel on which a changed index is told. */
export const indexChannel = 'search_index';

export type ReindexInput = {
  /** Whose rows are made again; absent: all types. */
  readonly types?: readonly string[];
  /** Resources that added the parameters it is for. */
  readonly parameters?: readonly string[];
  /** Revision of the extraction that it brings all rows to. */
  readonly revision?: number;
  /** Of the index: rows made by it or a later one are up to date. */
  readonly version: number;
};

/** A worker that died counts as an attempt. */
const maxAttempts = 100;

/** Its number. It starts when the caller's transaction is committed. */
export async function enqueueReindex(query: Within, input: ReindexInput): Promise<string> {
  const [row] = await query<{ id: string }>(sql`
    with added as (
      insert into job (kind, input, max_attempts) values (${reindexKindName}, ${JSON.stringify(input)}::jsonb, ${maxAttempts}::int4)
      returning id)
    select id::text, pg_notify('job', ${reindexKindName}) from added`);
  return row!.id;
}

/** Tells every process when the transaction is committed. */
export async function tellIndexChanged(query: Within): Promise<void> {
  await query(sql`select pg_notify(${indexChannel}, '')`);
}

/** All rows are there: what the job was for can be searched, or is gone. What was changed again meanwhile has its own job. */
export async function settleReindex(
  query: Within,
  { parameters = [], revision, version }: ReindexInput,
): Promise<void> {
  const mine = sql`id = any(${parameters}::text[]) and version = ${version}::int4`;
  await query(sql`select version from search_index for update`);
  await query(sql`update added_parameter set state = 'active' where state = 'indexing' and ${mine}`);
  await query(sql`delete from added_parameter where state = 'removing' and ${mine}`);
  await query(
    sql`update search_index set version = version + 1, revision = greatest(revision, ${revision ?? 0}::int4)`,
  );
  await tellIndexChanged(query);
}

/**
 * What must be worked on when a program starts: rows of an older extraction than its own, and parameters whose job ended
 * without being done. Jobs go on where they stopped.
 */
export async function resumeReindexing(query: Within, revision: number): Promise<void> {
  const [index] = await query<{ version: number; revision: number }>(
    sql`select version, revision from search_index for update`,
  );
  await query(sql`
    update job set state = 'queued', attempt = 0, run_at = now(), finished = null, cancel = false
    where id in (select job from added_parameter where state <> 'active') and state in ('failed', 'cancelled')`);
  if (!index || index.revision >= revision) return;
  const isEmpty = await query(
    sql`update search_index set revision = ${revision}::int4 where not exists (select from res) returning revision`,
  );
  if (isEmpty.length > 0) return;
  const [open] = await query<{ id: string; state: string }>(sql`
    select id::text, state from job where kind = ${reindexKindName} and (input ->> 'revision')::int4 >= ${revision}::int4
    and state <> 'done' order by id desc limit 1`);
  if (open) {
    await query(sql`update job set state = 'queued', attempt = 0, run_at = now(), finished = null, cancel = false
      where id = ${open.id}::int8 and state in ('failed', 'cancelled')`);
    return;
  }
  const version = index.version + 1;
  await query(sql`update search_index set version = ${version}::int4`);
  await enqueueReindex(query, { revision, version });
  await tellIndexChanged(query);
}

/** The programs under 42 CFR Part 2 that the resources of the record are labelled by: those of the last server's setting. */
export async function labelledPrograms(query: Within): Promise<readonly string[]> {
  const [row] = await query<{ programs: string }>(sql`select programs from search_index`);
  return row?.programs.split(' ').filter(Boolean) ?? [];
}

/** Makes the classes of all resources again when the programs under 42 CFR Part 2 are others than those they were made by. */
export async function resumeLabelling(query: Within, programs: readonly string[]): Promise<void> {
  const named = [...programs].sort().join(' ');
  const [changed] = await query<{ version: number; isEmpty: boolean }>(sql`
    update search_index set programs = ${named} where programs <> ${named}
    returning version, not exists (select from res) as "isEmpty"`);
  if (!changed || changed.isEmpty) return;
  const version = changed.version + 1;
  await query(sql`update search_index set version = ${version}::int4`);
  await enqueueReindex(query, { version });
  await tellIndexChanged(query);
}
