/** Jobs of a kind that have ended and were not looked at yet: each once, the oldest first. */
import type { Job } from '@charthouse/chart-store';
import type { FeedParts } from './feed.ts';

const lookBack = 30 * 86_400_000;
const most = 50;

export interface EndedJobs {
  /** The same until `done`. */
  next(): Promise<Job[]>;
  done(): void;
}

export function endedJobs(kind: string, { jobs, now }: Pick<FeedParts, 'jobs' | 'now'>): EndedJobs {
  const seen = new Map<number, number>();
  let found: Job[] = [];
  return {
    async next() {
      const all = await jobs.list({ kind, states: ['done', 'failed'], limit: most });
      const fits = ({ id, finished }: Job) =>
        finished !== undefined && finished > now() - lookBack && seen.get(id) !== finished;
      found = all.filter(fits).reverse();
      return found;
    },
    done: () => {
      for (const { id, finished } of found) seen.set(id, finished!);
      found = [];
    },
  };
}
