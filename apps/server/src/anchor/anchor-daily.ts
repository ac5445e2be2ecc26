/** Asks for the job that anchors the newest head, once within the hours that the settings say, whoever is restarted meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Jobs } from '@charthouse/chart-store';
import type { Log } from '../serve/log.ts';
import { anchorKindName } from './anchor-kind.ts';

export interface AnchorDaily {
  readonly jobs: Jobs;
  readonly hours: number;
  readonly log: Pick<Log, 'warn'>;
}

const hour = 3_600_000;
/** Milliseconds between two looks. */
const look = 60_000;

/** Begins at once; the function it returns ends it. */
export function anchorDaily({ jobs, hours, log }: AnchorDaily): () => Promise<void> {
  const stop = new AbortController();
  const loop = async () => {
    while (!stop.signal.aborted) {
      await askWhenDue(jobs, hours).catch((error) => log.warn({ err: error }, 'the anchoring could not be asked for'));
      await sleep(look, undefined, { signal: stop.signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}

/** A little earlier than due, so that the time of day does not wander. */
async function askWhenDue(jobs: Jobs, hours: number): Promise<void> {
  const [last] = await jobs.list({ kind: anchorKindName, limit: 1 });
  const waits = last && (last.finished === undefined || Date.now() - last.created < hours * hour - look / 2);
  if (!waits) await jobs.enqueue({ kind: anchorKindName });
}
