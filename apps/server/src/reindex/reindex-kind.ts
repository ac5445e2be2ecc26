/** Brings the index rows of older resources up to date, type by type in the order of ids, while reads and writes go on. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChartStore,
  isIndexChanged,
  type Job,
  type JobContext,
  type JobKind,
  type ReindexInput,
  reindexKindName,
  settleReindex,
  type Within,
} from '@charthouse/chart-store';
import { factsAround, type Searches } from '@charthouse/fhir-api';
import { extractionRevision, sql } from '@charthouse/fhir-search';

export interface ReindexParts {
  readonly store: ChartStore;
  readonly searches: Searches;
  /** References to the organisations that are programs under 42 CFR Part 2. */
  readonly partTwoPrograms?: readonly string[];
  /** Of the extraction that this program has. */
  readonly revision?: number;
  /** Resources of one transaction; a few milliseconds of work. Default 100. */
  readonly batch?: number;
}

/** The place of the last resource that was examined. */
type Checkpoint = {
  readonly type: string;
  /** Its id; null: the type is done. */
  readonly after: string | null;
  /** Resources there were when it began. */
  readonly atStart: number;
};

export function reindexKind(parts: ReindexParts): JobKind {
  return {
    name: reindexKindName,
    maxAttempts: 100,
    run: async (ctx) => {
      const input = ctx.job.input as ReindexInput;
      const newer = (input.revision ?? 0) > (parts.revision ?? extractionRevision);
      if (newer) throw new Error('This is for a newer version of the program.');
      await olderTransactionsEnded(ctx);
      await examineAll(ctx, input, parts);
      const problems = await verify(await jobNow(ctx), ctx.query);
      if (problems.length > 0) throw new Error(problems.join(' '));
      await ctx.step(async (query) => {
        await settleReindex(query, input);
        return {};
      });
    },
    verify,
  };
}

/** Transactions that wrote index rows before the change was visible may still be open; their rows must be seen. */
async function olderTransactionsEnded({ query, signal }: JobContext): Promise<void> {
  const [now] = await query<{ xid: string }>(sql`select pg_snapshot_xmax(pg_current_snapshot())::text as xid`);
  for (;;) {
    const [row] = await query<{ ended: boolean }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot()) >= ${now!.xid}::xid8 as ended`,
    );
    if (row!.ended) return;
    await sleep(50, undefined, { signal });
  }
}

async function examineAll(ctx: JobContext, input: ReindexInput, parts: ReindexParts): Promise<void> {
  const types = await typesOf(input, ctx.query);
  const started = ctx.job.checkpoint as Checkpoint | null;
  const atStart = started?.atStart ?? (await countOf(input, ctx.query));
  if (!started) await ctx.step(async () => ({ total: atStart, checkpoint: { type: types[0]!, after: '', atStart } }));
  for (const type of types.slice(started ? types.indexOf(started.type) : 0)) {
    let after = type === started?.type ? started.after : '';
    while (after !== null) {
      ctx.signal.throwIfAborted();
      after = await examine({ type, after, atStart }, { ctx, input, parts });
    }
  }
}

/** One batch; answers the id to go on after, null after the last. */
async function examine(
  { type, after, atStart }: Checkpoint & { readonly after: string },
  { ctx, input, parts }: { ctx: JobContext; input: ReindexInput; parts: ReindexParts },
): Promise<string | null> {
  const { search, indexVersion } = parts.searches.now();
  try {
    if (indexVersion >= input.version)
      return await parts.store.transaction(async (tx) => {
        const limit = parts.batch ?? 100;
        const extract = (body: string) => search.extract(JSON.parse(body));
        const around = { ...parts, now: Date.now() };
        const access = (bodies: readonly string[]) =>
          factsAround(
            bodies.map((body) => JSON.parse(body)),
            tx,
            around,
          );
        const making = { version: indexVersion, extract, access };
        const { examined, last } = await tx.reindex({ type, after, limit, making });
        await ctx.advance(tx.query, { checkpoint: { type, after: last ?? null, atStart }, done: examined });
        return last ?? null;
      });
  } catch (error) {
    if (!isIndexChanged(error)) throw error;
  }
  await parts.searches.refresh();
  return after;
}

async function typesOf({ types }: ReindexInput, query: Within): Promise<readonly string[]> {
  if (types) return [...types].sort();
  const rows = await query<{ name: string }>(sql`select name from resource_type order by name`);
  return rows.map(({ name }) => name);
}

/** Rows of the types, those of deleted resources among them: they stay. */
async function countOf({ types }: ReindexInput, query: Within): Promise<number> {
  const [row] = await query<{ n: number }>(sql`
    select count(*)::float8 as n from res
    where ${types === undefined}::boolean or tid = any(array(select t.tid from resource_type t where t.name = any(${types ?? []}::text[])))`);
  return row!.n;
}

/** Every resource that was there at its start was examined; those that came since may have been. */
async function verify(job: Job, query: Within): Promise<string[]> {
  const { atStart } = job.checkpoint as Checkpoint;
  const now = await countOf(job.input as ReindexInput, query);
  if (job.done >= atStart && job.done <= now) return [];
  return [`${job.done} resources were examined; there were ${atStart} when it began and are ${now} now.`];
}

async function jobNow({ job, query }: JobContext): Promise<Job> {
  const [row] = await query<{ done: number; checkpoint: Job['checkpoint'] }>(
    sql`select done::float8 as done, checkpoint from job where id = ${job.id}::int8`,
  );
  return { ...job, ...row! };
}
