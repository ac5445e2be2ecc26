/** Looks every few seconds for work that nobody has to ask for: refusals in a burst, what an import or a check left, rights to confirm. */
import { setTimeout as sleep } from 'node:timers/promises';
import { deniedAccess } from './denied-access.ts';
import type { FeedParts, MakeFeed } from './feed.ts';
import { invalidRecords } from './invalid-records.ts';
import { recertification } from './recertification.ts';
import { refusedImports } from './refused-imports.ts';
import { settleFeed } from './settle-feed.ts';

/** One line each. */
const feeds: readonly MakeFeed[] = [deniedAccess, invalidRecords, refusedImports, recertification];

/** Milliseconds between two looks: rights that are taken away are gone by then. */
const pause = 10_000;

/** Begins at once; the function it returns ends it, after the look that runs. */
export function keepFeeds(parts: FeedParts): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const made = feeds.map((make) => make(parts));
  const loop = async () => {
    while (!signal.aborted) {
      for (const feed of made)
        if (!signal.aborted)
          await settleFeed(feed, parts).catch((error) =>
            parts.log.warn({ err: error, code: feed.code }, 'a list of work could not be filled; it is tried again'),
          );
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}
