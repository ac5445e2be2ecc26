/** Keeps the words that `_text` and `_content` look for: follows every change, about half a second behind. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChartStore, followTexts } from '@charthouse/chart-store';
import type { Log } from '../serve/log.ts';
import { readTexts, textsAtOnce } from './texts-kind.ts';

export interface FollowOptions {
  readonly store: Pick<ChartStore, 'transaction'>;
  /** False while the first fill is not complete: it follows by itself. */
  readonly isComplete: () => boolean;
  readonly log: Pick<Log, 'warn'>;
}

const pause = 500;

/** Begins at once; the function it returns ends it, after the step that runs. */
export function keepFollowing({ store, isComplete, log }: FollowOptions): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const step = () =>
    store
      .transaction((tx) => followTexts(tx.query, { limit: textsAtOnce, read: readTexts }))
      .catch((error) => {
        log.warn({ err: error }, 'the words of changed resources could not be indexed; it is tried again');
        return 0;
      });
  const loop = async () => {
    while (!signal.aborted) {
      const began = performance.now();
      const followed = isComplete() ? await step() : 0;
      const rest = followed < textsAtOnce ? pause : performance.now() - began;
      await sleep(rest, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}
