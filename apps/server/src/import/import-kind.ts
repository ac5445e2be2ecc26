/** The import as a kind of job: reads all sources, several transactions at a time, and goes on where it was stopped. */
import type { Job, JobKind, Within } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import { retryWaiting } from './retry-waiting.ts';
import type { Reading } from './sources/read.ts';
import type { Source } from './sources/source.ts';
import { unitsOf } from './units.ts';
import { waitingCount } from './waiting.ts';
import type { Work } from './write-part.ts';
import { writeUnit } from './write-unit.ts';

export interface ImportParts {
  readonly sources: readonly Source[];
  readonly reading: Reading;
  readonly door: Work['door'];
  readonly tell: Work['tell'];
  readonly tellRetry: Work['tellRetry'];
  /** Told when everything is read from the start: at each attempt, with the documents that wait already. */
  readonly begin: (waiting: number) => void;
  /** Transactions in flight. */
  readonly parallel: number;
}

export const importKindName = 'import';

/** Only the process that has the files can run it: the kind is made for one import. */
export function importKind(parts: ImportParts): JobKind {
  return {
    name: importKindName,
    maxAttempts: parts.sources.every(({ path }) => path !== undefined) ? 5 : 1, // standard input can be read once
    run: async (ctx) => {
      parts.begin(await waitingCount(ctx.query, ctx.job.id));
      const { door, tell, tellRetry } = parts;
      const work = { ctx, door, tell, tellRetry, done: await ctx.units() };
      await readAll(parts, work);
      await retryWaiting(ctx.query, work);
      // Whoever searches at once needs plans for what is there now; PostgreSQL itself would look only in a while.
      await ctx.query(sql`analyze res, tok, str, dat, qty, ref, contained`);
    },
    verify,
  };
}

async function readAll(parts: ImportParts, work: Work): Promise<void> {
  const units = unitsOf(parts.sources, parts.reading);
  const counts = new Map<Source, number>();
  const lane = async () => {
    for (let next = await units.next(); !next.done; next = await units.next()) {
      work.ctx.signal.throwIfAborted();
      counts.set(next.value.source, (counts.get(next.value.source) ?? 0) + 1);
      await writeUnit(next.value, work);
    }
  };
  try {
    await settled(Array.from({ length: parts.parallel }, lane));
  } finally {
    await units.return(undefined);
  }
  await work.ctx.step(async () => ({
    checkpoint: { units: Object.fromEntries([...counts].map(([source, n]) => [source.key, n])) },
  }));
}

/** Waits for all, so that none works on when the job is given up; then throws the first failure. */
async function settled(lanes: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(lanes)) if (result.status === 'rejected') throw result.reason;
}

/** Every unit that was read is marked as finished, and the marks add up to the job's counts. */
async function verify(job: Job, query: Within): Promise<string[]> {
  const { units } = job.checkpoint as { units: Readonly<Record<string, number>> };
  const problems: string[] = [];
  const marks = await query<{ key: string; n: number }>(sql`
    select split_part(unit, '/', 1) as key, count(*)::int as n from job_unit
    where job = ${job.id} and unit ~ '^[^/]+/[0-9]+$' group by 1`);
  const marked = new Map(marks.map(({ key, n }) => [key, n]));
  for (const [key, n] of Object.entries(units))
    if (marked.get(key) !== n) problems.push(`Of ${n} pieces of a file ${marked.get(key) ?? 0} are finished.`);
  const [sum] = await query<{ written: number; refused: number; waiting: number }>(sql`
    select coalesce(sum((result->>'written')::int8), 0)::float8 as written, coalesce(sum((result->>'refused')::int8), 0)::float8 as refused,
      (select count(*) from import_waiting where job = ${job.id})::float8 as waiting
    from job_unit where job = ${job.id}`);
  if (sum?.written !== job.done)
    problems.push(`The pieces wrote ${sum?.written} resources, the job counts ${job.done}.`);
  if (sum?.refused !== job.refused)
    problems.push(`The pieces refused ${sum?.refused} resources, the job counts ${job.refused}.`);
  if (sum?.waiting) problems.push(`${sum.waiting} documents still wait for what they refer to.`);
  return problems;
}
