/** Starts PostgreSQL in a data folder as its only owner, and finds one that already runs there. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Access, readAccess, socketUrl, writeAccess } from './access.ts';
import { findBinaries } from './binaries.ts';
import {
  giveTo,
  hasCluster,
  makeCluster,
  removeUnfinished,
  resetPassword,
  roleName,
  type Site,
  writeSettings,
} from './cluster.ts';
import { configuration, type Profile, thisMachine } from './configuration.ts';
import { EmbeddedPostgresError, failureFromLog } from './failure.ts';
import { type Folder, folderOf } from './folder.ts';
import { leaseOwner, takeLease } from './lease.ts';
import { stopOrphan } from './orphan.ts';
import { Postmaster } from './postmaster.ts';
import { checkReachable, type RunAs, unprivilegedUser } from './user.ts';

export interface EmbeddedPostgresOptions {
  /** The data folder; made when absent. PostgreSQL lives in `postgres/` below it. */
  readonly dataDir: string;
  /** Told what happens, one sentence at a time, without patient data. */
  readonly log?: (line: string) => void;
  /** Default `normal`. */
  readonly profile?: Profile;
  /** PostgreSQL settings that replace the computed ones, from this start on. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Connection string of the database, over the unix socket where there is one. It stays the same when PostgreSQL restarts. */
  readonly url: string;
  /** Process id of PostgreSQL now; 0 while it is down. */
  readonly pid: number;
  /** Stops PostgreSQL and gives up the folder. After `patience` milliseconds (default 5,000) it stops at once, losing nothing. */
  stop(patience?: number): Promise<void>;
}

/** Starts PostgreSQL in the data folder. Rejects with an `EmbeddedPostgresError` that says what to do. */
export async function startEmbedded(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = folderOf(options.dataDir);
  const log = options.log ?? (() => {});
  const release = ownFolder(folder);
  try {
    const site = prepareSite(folder);
    await stopOrphan(folder, log);
    removeUnfinished(folder);
    const access = await prepareCluster(site, options, log);
    const postmaster = new Postmaster(site, access.port, log);
    await postmaster.start();
    const reached = { ...access, port: postmaster.port };
    await ensureDatabase(folder, reached);
    writeAccess(folder, reached);
    return embedded(postmaster, socketUrl(folder, reached), () => {
      rmSync(folder.sockets, { recursive: true, force: true });
      release();
    });
  } catch (error) {
    release();
    throw asFailure(error, folder);
  }
}

/** A process that owns a data folder and runs PostgreSQL there. */
export interface EmbeddedOwner {
  readonly pid: number;
  /** Connection string; absent until its first start is complete. It may not answer yet. */
  readonly url: string | undefined;
}

/** Whether this data folder has a database, running or not. Throws when it may not be looked at. */
export function hasEmbedded(dataDir: string): boolean {
  return hasCluster(folderOf(dataDir));
}

/** The live owner of this data folder, if there is one. */
export function findEmbedded(dataDir: string): EmbeddedOwner | undefined {
  const folder = folderOf(dataDir);
  const pid = leaseOwner(folder);
  if (pid === undefined) return undefined;
  const access = readAccess(folder);
  return { pid, url: access && socketUrl(folder, access) };
}

/** Removes a data folder whose owner was killed, after stopping what still runs there. False when there is no dead owner. */
export async function removeAbandoned(dataDir: string): Promise<boolean> {
  const folder = folderOf(dataDir);
  if (!existsSync(folder.lease) || leaseOwner(folder) !== undefined) return false;
  await stopOrphan(folder, () => {});
  rmSync(folder.root, { recursive: true, force: true });
  rmSync(folder.sockets, { recursive: true, force: true });
  return true;
}

function embedded(postmaster: Postmaster, url: string, release: () => void): EmbeddedPostgres {
  return {
    url,
    get pid() {
      return postmaster.pid;
    },
    async stop(patience = 5_000) {
      await postmaster.stop(patience);
      release();
    },
  };
}

function ownFolder(folder: Folder): () => void {
  try {
    const made = mkdirSync(folder.root, { recursive: true, mode: 0o700 });
    if (made !== undefined) writeFileSync(join(folder.root, '.gitignore'), '*\n'); // a record is never committed
    return takeLease(folder);
  } catch (error) {
    throw asFailure(error, folder);
  }
}

function prepareSite(folder: Folder): Site {
  const binaries = findBinaries();
  const user = unprivilegedUser(folder);
  if (user) {
    chmodSync(folder.root, statSync(folder.root).mode | 0o011);
    checkReachable([folder.cluster, binaries.postgres], user);
  }
  makeSocketFolder(folder, user);
  return { folder, binaries, user };
}

/** The folder has a guessable name in a shared place: one that somebody else made is refused. */
function makeSocketFolder(folder: Folder, user: RunAs | undefined): void {
  mkdirSync(folder.sockets, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder.sockets);
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  if (!stat.isDirectory() || (stat.uid !== owner && stat.uid !== process.getuid?.())) {
    throw new EmbeddedPostgresError(
      'permission',
      `${folder.sockets} belongs to another user. Remove it, then start again.`,
    );
  }
  giveTo(folder.sockets, user);
}

async function prepareCluster(
  site: Site,
  options: EmbeddedPostgresOptions,
  log: (line: string) => void,
): Promise<Access> {
  const { folder } = site;
  const profile = options.profile ?? 'normal';
  const known = readAccess(folder);
  const access = known ?? { password: randomBytes(24).toString('base64url'), port: 0 };
  if (!hasCluster(folder)) {
    log(`Making a new database in ${folder.cluster}`);
    await makeCluster(site, access.password, profile === 'normal');
  } else if (!known) {
    await resetPassword(site, access.password);
  }
  writeSettings(site, { ...configuration(profile, thisMachine(folder.root)), ...options.settings });
  return access;
}

async function ensureDatabase(folder: Folder, access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(folder, access, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [roleName]);
    if (found.rowCount === 0) await client.query(`create database ${roleName}`);
  } finally {
    await client.end();
  }
}

function asFailure(error: unknown, folder: Folder): unknown {
  if (error instanceof EmbeddedPostgresError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failureFromLog('error: No space left on device', folder.root);
  if (code === 'EACCES' || code === 'EPERM') return failureFromLog('error: Permission denied', folder.root);
  if (code === 'EROFS') return failureFromLog('error: Read-only file system', folder.root);
  return error;
}
