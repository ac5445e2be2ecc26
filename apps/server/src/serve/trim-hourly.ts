/** Trims the outbox, and makes the months of the access log ahead, when the server starts and every hour after. */
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAccessMonths, trimOutbox } from '@charthouse/chart-store';
import type { Settings } from '../settings/settings.ts';
import type { Log } from './log.ts';

export interface TrimHourly {
  readonly settings: Pick<Settings, 'outboxDays'>;
  readonly databaseUrl: string;
  readonly log: Log;
  /** Milliseconds between the end of one trim and the next. Default: an hour. */
  readonly every?: number;
}

const day = 86_400;
const hour = 3_600_000;

/** Begins at once; the function it returns ends it, after the step that runs. */
export function trimHourly({ settings, databaseUrl, log, every = hour }: TrimHourly): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const wanted = { connectionString: databaseUrl, keepSeconds: settings.outboxDays * day, signal };
  const loop = async () => {
    while (!signal.aborted) {
      await trimOutbox(wanted).then(
        (rows) => rows > 0 && log.info({ rows }, 'the outbox was trimmed'),
        (error) => log.warn({ err: error }, 'the outbox could not be trimmed; the next hour tries again'),
      );
      await makeAccessMonths(databaseUrl).catch((error) =>
        log.warn({ err: error }, 'no further month was made for the access log; the next hour tries again'),
      );
      await sleep(every, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}
