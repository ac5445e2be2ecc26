/** Asks for the job that looks at every chart, once a night. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Jobs } from '@charthouse/chart-store';
import type { Log } from '../serve/log.ts';
import { chartsKindName } from './nightly-kind.ts';

export interface Nightly {
  readonly jobs: Jobs;
  readonly log: Pick<Log, 'warn'>;
}

const hour = 3_600_000;
/** Of the local day of the machine; after so long it is time at any hour. */
const night = 1;
const [tooSoon, late] = [20 * hour, 26 * hour];

/** Begins at once; the function it returns ends it. */
export function lookNightly({ jobs, log }: Nightly): () => Promise<void> {
  const stop = new AbortController();
  const loop = async () => {
    while (!stop.signal.aborted) {
      await askWhenDue(jobs).catch((error) =>
        log.warn({ err: error }, 'the nightly look at charts could not be asked for'),
      );
      await sleep(60_000, undefined, { signal: stop.signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}

async function askWhenDue(jobs: Jobs): Promise<void> {
  const [last] = await jobs.list({ kind: chartsKindName, limit: 1 });
  if (last && last.finished === undefined) return;
  const since = Date.now() - (last?.created ?? 0);
  if (since > late || (new Date().getHours() === night && since > tooSoon))
    await jobs.enqueue({ kind: chartsKindName });
}
