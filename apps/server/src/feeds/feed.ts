/** What fills a list by itself: what it wants looked at now, and which of its open tasks are cured. */
import type { ChartStore, Jobs } from '@charthouse/chart-store';
import type { Door } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';
import type { Database } from '@charthouse/sign-in/people';
import type { Settings } from '../settings/settings.ts';
import type { WantedWork } from './wanted-work.ts';

export interface FeedParts {
  readonly store: ChartStore;
  readonly door: Door;
  readonly jobs: Pick<Jobs, 'list' | 'results' | 'get'>;
  /** Accounts of people. */
  readonly people: Database;
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly now: () => number;
  readonly log: { warn(about: object, words: string): void };
}

export interface Found {
  readonly wanted: readonly WantedWork[];
  /** Why an open task needs nobody any more, by its id. */
  readonly cured: ReadonlyMap<string, string>;
}

export interface Feed {
  /** Code of its tasks. */
  readonly code: string;
  /** Looks; `open` are its tasks that wait. Asked again after a failure with the same. */
  look(open: readonly Resource[]): Promise<Found>;
  /** What it found is kept. */
  done?(): void;
}

export type MakeFeed = (parts: FeedParts) => Feed;

/** Who writes what feeds find. */
export const feedPrincipal = { kind: 'system', name: 'work lists' } as const;
