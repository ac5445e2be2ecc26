/** The database a command works with, whether a server runs or not. */
import { migrate } from '@charthouse/chart-store';
import { findEmbedded, startEmbedded } from '@charthouse/embedded-postgres';
import type { Settings } from '../settings/settings.ts';
import { checkDatabase } from './check.ts';
import { beGuest, guestsGone } from './guests.ts';

/** A database that is there until it is closed. */
export interface OpenDatabase {
  /** Connection string. */
  readonly url: string;
  /** Where it comes from: DATABASE_URL, the process that runs in the data folder, or this one. */
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

/** Connections a serving process may open besides those for searches, and room for imports, jobs and administrators. */
const connectionsPerWorker = 20;
const connectionsBesides = 80;

/** How long the database may take to end cleanly after a command, in milliseconds: it writes out what was imported. */
const patienceWithDatabase = 60_000;

/** How long the owner of the data folder may take to start its database, in milliseconds. */
const patienceWithOwner = 20_000;

/** Opens DATABASE_URL, or the embedded PostgreSQL of the data folder: the running owner's, else one started here. */
export async function openDatabase(settings: Settings, options: OpenOptions = {}): Promise<OpenDatabase> {
  const given = settings.databaseUrl;
  if (given) {
    await checkDatabase(given);
    return { url: given, origin: 'given', close: async () => {} };
  }
  const running = options.own ? undefined : await joinOwner(settings.dataDir);
  if (running) return { url: running.url, origin: 'running', close: running.leave };
  const postgres = await startEmbedded({
    dataDir: settings.dataDir,
    log: options.log,
    settings: {
      max_connections: String(
        connectionsBesides + settings.workers * (connectionsPerWorker + settings.searchConnections),
      ),
    },
  });
  return { url: postgres.url, origin: 'started', close: (patience) => postgres.stop(patience) };
}

/** Runs `work` with the connection string of a database that is open and migrated; closes what was opened for it. */
export async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  const database = await openDatabase(settings);
  try {
    await migrate({ connectionString: database.url });
    return await work(database.url);
  } finally {
    if (database.origin === 'started') await guestsGone(database.url, tellWait);
    await database.close(patienceWithDatabase);
  }
}

function tellWait(): void {
  process.stderr.write('Another command works with this database: it stays until that one has ended.\n');
}

interface Joined {
  readonly url: string;
  leave(): Promise<void>;
}

/** The database of the process that owns the data folder, once it answers; undefined when there is no such process. */
async function joinOwner(dataDir: string): Promise<Joined | undefined> {
  const end = Date.now() + patienceWithOwner;
  for (;;) {
    const found = findEmbedded(dataDir);
    if (!found) return undefined;
    try {
      if (found.url) {
        await checkDatabase(found.url);
        return { url: found.url, leave: await beGuest(found.url) };
      }
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) return undefined;
    await new Promise((again) => setTimeout(again, 100));
  }
}
