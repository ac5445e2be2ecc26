/**
 * Keeps the words that `_text` and `_content` look for: follows every change, about half a second behind; further behind
 * while so much is written that it would slow the writing down.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChartStore, followTexts } from '@charthouse/chart-store';
import type { Log } from '../serve/log.ts';
import { readTexts, textsAtOnce } from './texts-kind.ts';

export interface FollowOptions {
  readonly store: Pick<ChartStore, 'transaction' | 'counters'>;
  /** False while the first fill is not complete: it follows by itself. */
  readonly isComplete: () => boolean;
  readonly log: Pick<Log, 'warn'>;
}

const pause = 500;
/** While others write it works for one part of its time in so many. */
const partsBusy = 8;

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
      const before = store.counters.commits;
      const followed = isComplete() ? await step() : 0;
      const took = performance.now() - began;
      const isBusy = store.counters.commits > before + 1;
      const rest = followed < textsAtOnce ? pause : isBusy ? took * (partsBusy - 1) : took;
      await sleep(rest, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}
