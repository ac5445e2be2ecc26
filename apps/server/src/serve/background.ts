/** Work that goes on beside the requests, in the first process: the ledger, jobs that keep the search index complete, words that follow changes. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChartStore,
  createJobs,
  dropTexts,
  openStore,
  resumeLabelling,
  resumeReindexing,
  resumeTexts,
  watchIndex,
} from '@charthouse/chart-store';
import { createSearches } from '@charthouse/fhir-api';
import { extractionRevision } from '@charthouse/fhir-search';
import { keepLedger } from '../ledger/keep-ledger.ts';
import { keepWitnesses } from '../ledger/keep-witnesses.ts';
import { verifyNightly } from '../ledger/verify-nightly.ts';
import { reindexKind } from '../reindex/reindex-kind.ts';
import { ownBases } from '../settings/own-bases.ts';
import type { Settings } from '../settings/settings.ts';
import { keepFollowing } from '../texts/follow-texts.ts';
import { textsKind } from '../texts/texts-kind.ts';
import type { Log } from './log.ts';

export interface BackgroundOptions {
  readonly settings: Pick<
    Settings,
    'publicUrl' | 'host' | 'port' | 'fullText' | 'dataDir' | 'ledgerKey' | 'partTwoPrograms' | 'witnesses' | 'audit'
  >;
  readonly databaseUrl: string;
  readonly log: Log;
}

export interface Background {
  /** Gives running jobs back and closes every connection. */
  close(): Promise<void>;
}

/** Milliseconds before another attempt to begin, when the database could not be reached. */
const pause = 5_000;

/** Begins at once; without a database, when there is one. */
export function startBackground(options: BackgroundOptions): Background {
  const stop = new AbortController();
  const ledger = keepLedger(options);
  const endNightly = verifyNightly(options);
  const begun = begin(options, stop.signal);
  return {
    close: async () => {
      stop.abort();
      await Promise.all([ledger.close(), endNightly(), begun.then((background) => background?.close())]);
    },
  };
}

async function begin(options: BackgroundOptions, signal: AbortSignal): Promise<Background | undefined> {
  while (!signal.aborted) {
    const store = await openStore({ connectionString: options.databaseUrl, ...connections }).catch(() => undefined);
    try {
      if (store) return await work(store, options);
    } catch (error) {
      options.log.warn({ err: error }, 'work beside the requests could not begin; it is tried again');
      await store?.close();
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

const connections = { writeConnections: 2, searchConnections: 1 };

/** Begins with what was left undone. */
async function work(store: ChartStore, { settings, databaseUrl, log }: BackgroundOptions): Promise<Background> {
  const searches = await createSearches({ store, bases: ownBases(settings) });
  await store.transaction(async (tx) => {
    await resumeReindexing(tx.query, extractionRevision);
    await resumeLabelling(tx.query, settings.partTwoPrograms);
    await (settings.fullText ? resumeTexts : dropTexts)(tx.query);
  });
  await searches.refresh();
  const watch = watchIndex(databaseUrl, searches.refresh);
  const jobs = createJobs({
    connectionString: databaseUrl,
    kinds: [reindexKind({ store, searches, partTwoPrograms: settings.partTwoPrograms }), textsKind],
  });
  const ended = jobs
    .run({ concurrency: 2 })
    .catch((error) => log.error({ err: error }, 'jobs are not worked on any more'));
  const endWitnesses = keepWitnesses({ store, peers: settings.witnesses, log });
  const endFollowing = keepFollowing({ store, isComplete: () => searches.now().texts, log });
  return {
    close: async () => {
      await jobs.close();
      await Promise.all([ended, endFollowing(), endWitnesses(), watch.close()]);
      await store.close();
    },
  };
}
