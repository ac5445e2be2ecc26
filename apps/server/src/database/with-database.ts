/** The database a command works with, whether a server runs or not. */
import { findEmbedded, startEmbedded } from '@charthouse/embedded-postgres';
import type { Settings } from '../settings/settings.ts';
import { checkDatabase } from './check.ts';

/** A database that is there until it is closed. */
export interface OpenDatabase {
  /** Connection string. */
  readonly url: string;
  /** Where it comes from: DATABASE_URL, the server that runs in the data folder, or one started here. */
  readonly origin: 'given' | 'running' | 'started';
  /** Stops it if it was started here; `patience` in milliseconds. */
  close(patience?: number): Promise<void>;
}

export interface OpenOptions {
  /** Told what happens, one sentence at a time. */
  readonly log?: (line: string) => void;
  /** True: be the owner of the embedded database, and fail when another process is. Default: use the owner's. */
  readonly own?: boolean;
}

/** Connections a serving process may open, and room for imports, jobs and administrators. */
const connectionsPerWorker = 20;
const connectionsBesides = 80;

/** Opens DATABASE_URL, or the embedded PostgreSQL of the data folder: the running server's, else one started here. */
export async function openDatabase(settings: Settings, options: OpenOptions = {}): Promise<OpenDatabase> {
  const given = settings.databaseUrl;
  const running = given || options.own ? undefined : findEmbedded(settings.dataDir);
  const there = given ?? running;
  if (there) {
    await checkDatabase(there);
    return { url: there, origin: given ? 'given' : 'running', close: async () => {} };
  }
  const postgres = await startEmbedded({
    dataDir: settings.dataDir,
    log: options.log,
    settings: { max_connections: String(connectionsBesides + settings.workers * connectionsPerWorker) },
  });
  return { url: postgres.url, origin: 'started', close: (patience) => postgres.stop(patience) };
}

/** Runs `work` with the connection string of an open database, and closes what was opened for it. */
export async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  const database = await openDatabase(settings);
  try {
    return await work(database.url);
  } finally {
    await database.close();
  }
}
