/** Work that goes on beside the requests, in the first process: the ledger, jobs that keep the search index complete, words that follow changes. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChartStore,
  createJobs,
  dropTexts,
  openStore,
  recordPolicies,
  resumeLabelling,
  resumeReindexing,
  resumeTexts,
  watchIndex,
} from '@charthouse/chart-store';
import { createSearches } from '@charthouse/fhir-api';
import { extractionRevision } from '@charthouse/fhir-search';
import { openDatabase } from '@charthouse/sign-in/people';
import { anchorDaily } from '../anchor/anchor-daily.ts';
import { anchorKind } from '../anchor/anchor-kind.ts';
import { openConfigured } from '../anchor/open-configured.ts';
import { followCharts } from '../completion/follow-charts.ts';
import { lookNightly } from '../completion/nightly.ts';
import { chartsKind } from '../completion/nightly-kind.ts';
import { ownDoor } from '../completion/own-door.ts';
import { keepFeeds } from '../feeds/keep-feeds.ts';
import { keepLedger } from '../ledger/keep-ledger.ts';
import { policiesInForce } from '../ledger/policies-in-force.ts';
import { verifyKind } from '../ledger/verify-kind.ts';
import { verifyNightly } from '../ledger/verify-nightly.ts';
import { reindexKind } from '../reindex/reindex-kind.ts';
import { ownBases } from '../settings/own-bases.ts';
import type { Settings } from '../settings/settings.ts';
import { keepFollowing } from '../texts/follow-texts.ts';
import { textsKind } from '../texts/texts-kind.ts';
import { keepWitnessed } from '../witness/keep-witnessed.ts';
import type { Log } from './log.ts';

export interface BackgroundOptions {
  readonly settings: Settings;
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
  const ledger = options.settings.ledger ? keepLedger(options) : undefined;
  const endNightly = options.settings.ledger ? verifyNightly(options) : undefined;
  const begun = begin(options, stop.signal);
  return {
    close: async () => {
      stop.abort();
      await Promise.all([ledger?.close(), endNightly?.(), begun.then((background) => background?.close())]);
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
    if (settings.ledger) await recordPolicies(tx.query, policiesInForce(settings));
    await resumeReindexing(tx.query, extractionRevision);
    await resumeLabelling(tx.query, settings.partTwoPrograms);
    await (settings.fullText ? resumeTexts : dropTexts)(tx.query);
  });
  await searches.refresh();
  const watch = watchIndex(databaseUrl, searches.refresh);
  const anchoring = settings.anchorUrl ? [anchorKind(() => openConfigured(settings))] : [];
  const { partTwoPrograms } = settings;
  const onFault = (error: unknown) => log.error({ err: error }, 'the work of a desk failed');
  const door = ownDoor({ store, searches, settings, onFault });
  const kinds = [
    reindexKind({ store, searches, partTwoPrograms }),
    textsKind,
    verifyKind({ settings, databaseUrl, log }),
    chartsKind(door),
    ...anchoring,
  ];
  const jobs = createJobs({ connectionString: databaseUrl, kinds });
  const ended = jobs
    .run({ concurrency: 2 })
    .catch((error) => log.error({ err: error }, 'jobs are not worked on any more'));
  const endFollowing = keepFollowing({ store, isComplete: () => searches.now().texts, log });
  const endCompletion = settings.completion ? keepCharts({ store, door, jobs, log }) : async () => {};
  const people = openDatabase(databaseUrl, 1);
  const endFeeds = keepFeeds({ store, door, jobs, people, settings, databaseUrl, now: Date.now, log });
  const endWitnessed = keepWitnessed({ store, peers: settings.witnesses, log });
  const endAnchoring = anchoring.length > 0 ? anchorDaily({ jobs, hours: settings.anchorHours, log }) : async () => {};
  return {
    close: async () => {
      await Promise.all([endAnchoring(), endWitnessed(), endCompletion(), endFeeds()]);
      await people.close();
      await jobs.close();
      await Promise.all([ended, endFollowing(), watch.close()]);
      await store.close();
    },
  };
}

/** Charts are looked at when they change, and all of them every night. */
function keepCharts(
  parts: Parameters<typeof followCharts>[0] & Parameters<typeof lookNightly>[0],
): () => Promise<void> {
  const ends = [followCharts(parts), lookNightly(parts)];
  return async () => void (await Promise.all(ends.map((end) => end())));
}
