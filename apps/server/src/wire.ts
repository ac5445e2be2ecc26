/** Puts the parts together as one plain object: the only place that knows them all. */
import { type ChartStore, openStore } from '@charthouse/chart-store';
import type { Settings } from './settings/settings.ts';

export interface Parts {
  readonly settings: Settings;
  readonly store: ChartStore;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** The parts on a database that answers and is migrated. */
export async function wire(settings: Settings, databaseUrl: string): Promise<Parts> {
  const store = await openStore({ connectionString: databaseUrl });
  return { settings, store, close: () => store.close() };
}
