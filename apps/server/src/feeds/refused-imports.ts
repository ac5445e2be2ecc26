/** What `charthouse import` refused: one task for each place of a file, until it is taken. */
import type { Job } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { importKindName } from '../import/import-kind.ts';
import type { Refusal } from '../import/refusal.ts';
import { ruleOf } from '../quality/rule-of.ts';
import { endedJobs } from './ended-jobs.ts';
import type { Feed, FeedParts } from './feed.ts';
import { factOf, keyOf, type WantedWork } from './wanted-work.ts';

const day = 86_400_000;
const dueDays = 3;
/** Issues of one refusal that are told. */
const mostIssues = 5;
/** Refusals of one import that are listed. */
const mostOfImport = 1_000;

export function refusedImports(parts: FeedParts): Feed {
  const ended = endedJobs(importKindName, parts);
  return {
    code: 'fix-refused-import',
    async look(open) {
      const wanted = new Map<string, WantedWork>();
      const cured = new Map<string, string>(await takenByNow(open, parts));
      for (const job of await ended.next()) {
        const refused = await refusalsOf(job, parts);
        for (const key of [...wanted.keys()]) if (sameFiles(wanted.get(key)!.facts?.paths, job)) wanted.delete(key);
        for (const one of refused) wanted.set(one.key, one);
        const again = new Set(refused.map(({ key }) => key));
        for (const task of open)
          if (sameFiles(factOf(task, 'paths'), job) && Number(factOf(task, 'job')) < job.id && !again.has(keyOf(task)!))
            cured.set(String(task.id), `The import of the same files (job ${job.id}) took it.`);
      }
      return { wanted: await withoutTaken([...wanted.values()], parts), cured };
    },
    done: ended.done,
  };
}

const pathsOf = ({ input }: Job) => JSON.stringify((input as { paths?: readonly string[] }).paths ?? []);
const sameFiles = (paths: string | undefined, job: Job) => job.state === 'done' && paths === pathsOf(job);

async function refusalsOf(job: Job, { jobs, now }: FeedParts): Promise<WantedWork[]> {
  const found: WantedWork[] = [];
  for await (const refusals of jobs.results<readonly Refusal[]>(job.id, 'refusals'))
    for (const refusal of refusals) if (found.length < mostOfImport) found.push(wantedOf(refusal, job, now()));
  return found;
}

function wantedOf(refusal: Refusal, job: Job, now: number): WantedWork {
  const { file, line, entry, resource, issues, count } = refusal;
  const place = `${file}, line ${line}${entry === undefined ? '' : `, entry ${entry}`}`;
  const told = issues.map(ruleOf).slice(0, mostIssues);
  return {
    key: `import|${pathsOf(job)}|${file}|${line}|${entry ?? ''}`,
    occasion: String(job.id),
    at: job.finished ?? now,
    what: `${resource ?? 'What stands there'} was refused: ${place}`,
    why: told[0]?.says ?? 'The import refused it.',
    evidence: [
      ...told.map(({ path, says }) => (path ? `${path}: ${says}` : says)),
      ...(count > 1 ? [`${count} resources were left out with it.`] : []),
      `Import job ${job.id}.`,
    ],
    due: now + dueDays * day,
    facts: {
      job: String(job.id),
      paths: pathsOf(job),
      ...(resource?.includes('/') && { resource }),
      refused: new Date(job.finished ?? now).toISOString(),
    },
  };
}

interface Named {
  readonly resource: string | undefined;
  readonly refused: string | undefined;
}

/** Whatever way it came: a resource of that name was written after the refusal. Since when, for each that was. */
async function takenSince<Of extends Named>(all: readonly Of[], { store }: FeedParts): Promise<Map<Of, number>> {
  const named = all.map((one) => [one, one.resource ?? ''] as const).filter(([, name]) => name.includes('/'));
  const keys = named.map(([, name]) => ({ type: name.split('/')[0]!, id: name.split('/')[1]! }));
  const stored = await store.readMany(keys);
  return new Map(
    named.flatMap(([one, name]) => {
      const { op = 'delete', lastUpdated = 0 } = stored.get(name) ?? {};
      return op !== 'delete' && lastUpdated > Date.parse(one.refused ?? '') ? [[one, lastUpdated] as const] : [];
    }),
  );
}

async function takenByNow(open: readonly Resource[], parts: FeedParts): Promise<[string, string][]> {
  const named = open.map((task) => ({
    ...{ task, resource: factOf(task, 'resource'), refused: factOf(task, 'refused') },
  }));
  return [...(await takenSince(named, parts))].map(([{ task, resource }, since]) => [
    String(task.id),
    `${resource} is in the record since ${new Date(since).toISOString()}.`,
  ]);
}

async function withoutTaken(wanted: readonly WantedWork[], parts: FeedParts): Promise<WantedWork[]> {
  const named = wanted.map((one) => ({ one, resource: one.facts?.resource, refused: one.facts?.refused }));
  const taken = await takenSince(named, parts);
  return named.filter((each) => !taken.has(each)).map(({ one }) => one);
}
