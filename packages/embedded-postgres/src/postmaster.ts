/** One PostgreSQL server process: started, watched, started again when it dies, stopped. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { environment, type Site, spawnFailure } from './cluster.ts';
import { EmbeddedPostgresError, failureFromLog } from './failure.ts';
import { giveToOwner } from './folder.ts';
import { stopPostmaster } from './orphan.ts';
import { runningPostmaster } from './postmaster-file.ts';

const logLimit = 10 * 1024 * 1024;
const pollEvery = 15;
/** A killed PostgreSQL's last processes hold the cluster for a moment: it is tried again this often, milliseconds apart. */
const busyAttempts = 60;
const busyPause = 200;
const longestPause = 5_000;

/** A PostgreSQL that runs until it is stopped; when its process dies it comes back on the same port. */
export class Postmaster {
  #site: Site;
  #log: (line: string) => void;
  #port: number;
  #pid = 0;
  #stopping = false;
  #revival: Promise<void> = Promise.resolve();

  constructor(site: Site, port: number, log: (line: string) => void) {
    this.#site = site;
    this.#port = port;
    this.#log = log;
  }

  get pid(): number {
    return this.#pid;
  }

  get port(): number {
    return this.#port;
  }

  /** Resolves when connections are accepted. A port in use is replaced; a cluster still held is waited for. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      this.#port = await freePort(this.#port);
      try {
        return await this.#launch();
      } catch (error) {
        const busy = error instanceof EmbeddedPostgresError && error.code === 'busy';
        if (!busy || attempt >= busyAttempts) throw error;
        await pause(busyPause);
      }
    }
  }

  /** Stops the server; after `patience` milliseconds without waiting for its clean end. */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    await this.#revival;
    if (this.#pid) await stopPostmaster(this.#pid, patience);
    this.#pid = 0;
  }

  async #launch(): Promise<void> {
    const { folder, binaries, user } = this.#site;
    const log = openLog(folder.log);
    giveToOwner(folder, folder.log);
    const args = ['-D', folder.cluster, '-p', String(this.#port), '-h', '127.0.0.1', '-k', folder.sockets];
    const child = spawn(binaries.postgres, args, {
      cwd: '/',
      env: environment,
      // Its own session: Ctrl-C in the terminal must reach us only, so that requests in flight can end first.
      detached: true,
      stdio: ['ignore', log.file, log.file],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    closeSync(log.file);
    let ended: string | undefined;
    child.once('error', (error) => {
      ended = spawnFailure(error);
    });
    child.once('exit', () => {
      ended ??= '';
    });
    child.unref();
    await this.#untilReady(child.pid, () => ended, log.from);
    this.#pid = child.pid ?? 0;
    if (child.exitCode !== null || child.signalCode !== null) this.#revive();
    else child.once('exit', () => this.#revive());
  }

  async #untilReady(pid: number | undefined, ended: () => string | undefined, logFrom: number): Promise<void> {
    const { folder } = this.#site;
    for (let waited = 0; ; waited += pollEvery) {
      const failure = ended();
      if (failure !== undefined) throw failureFromLog(failure || readLog(folder.log, logFrom), folder.root);
      const running = runningPostmaster(folder);
      if (running?.pid === pid && running?.ready) return;
      if (waited > 0 && waited % 4_995 === 0)
        this.#log('PostgreSQL is still starting: it recovers what an unclean stop left');
      await new Promise((done) => setTimeout(done, pollEvery));
    }
  }

  #revive(): void {
    this.#pid = 0;
    if (this.#stopping) return;
    this.#log('PostgreSQL stopped by itself: starting it again');
    this.#revival = this.#restart();
  }

  async #restart(): Promise<void> {
    for (let attempt = 1; !this.#stopping; attempt++) {
      try {
        await this.#launch();
        this.#log(`PostgreSQL runs again (process ${this.#pid})`);
        return;
      } catch (error) {
        if (attempt % 5 === 1) this.#log(`PostgreSQL does not start: ${(error as Error).message}`);
        await pause(Math.min(longestPause, 50 * 2 ** attempt));
      }
    }
  }
}

function openLog(path: string): { file: number; from: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const full = size > logLimit;
  if (full) renameSync(path, `${path}.1`);
  return { file: openSync(path, 'a', 0o600), from: full ? 0 : size };
}

function readLog(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(64 * 1024);
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from));
  } finally {
    closeSync(file);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** `wanted` when nobody listens there, else any free port of the loopback interface. */
async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
