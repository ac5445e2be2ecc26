/** Runs the `charthouse` command as a person would: a process of its own, with a data folder and nothing else. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeAbandoned } from '@charthouse/embedded-postgres';

const launcher = fileURLToPath(new URL('../bin/charthouse', import.meta.url));

export interface Run {
  /** Without sign-in unless `CHARTHOUSE_AUTH` says so: most of these tests are about something else. */
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the start, or from the signal, to the end. */
  readonly took: number;
}

export interface Running {
  readonly address: string;
  readonly pid: number;
  /** The `ready` object the command said. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Milliseconds from spawn to ready. */
  readonly took: number;
  /** Everything said on stdout until now. */
  stdout(): string;
  /** Everything said on stderr until now. */
  stderr(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** A data folder of its own; `remove` also stops a database that was left running in it. */
export function dataFolder(): { readonly path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'charthouse-e2e-'));
  return {
    path,
    remove: async () => {
      await removeAbandoned(path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function launch(args: readonly string[], { env = {}, uid }: Run) {
  const began = performance.now();
  const child = spawn(launcher, args, {
    env: { PATH: process.env.PATH, CHARTHOUSE_PORT: '0', CHARTHOUSE_AUTH: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return { child, said, began };
}

function ended(child: ChildProcess, said: { stdout: string; stderr: string }, from: number): Promise<Ended> {
  const result = () => ({ code: child.exitCode, ...said, took: performance.now() - from });
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(result());
  return new Promise((resolve) => child.once('close', () => resolve(result())));
}

/** Runs a command to its end. */
export function charthouse(args: readonly string[], run: Run = {}): Promise<Ended> {
  const { child, said, began } = launch(args, run);
  return ended(child, said, began);
}

/** A command that runs, and can be ended at any moment. */
export function launched(args: readonly string[], run: Run = {}) {
  const { child, said, began } = launch(args, run);
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), ended: ended(child, said, began) };
}

/** Runs `charthouse start` until it is ready; rejects with what it said when it ends before. */
export async function start(run: Run = {}): Promise<Running> {
  const { child, said, began } = launch(['start', '--json'], run);
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    child.stdout.on('data', () => {
      const line = said.stdout.split('\n').find((text) => text.includes('"event":"ready"'));
      if (line) resolve(JSON.parse(line));
    });
    child.once('close', (code) => reject(new Error(`start ended with ${code}: ${said.stderr}`)));
  });
  return {
    address: String(ready.address),
    pid: child.pid!,
    ready,
    took: performance.now() - began,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    end: (signal) => {
      const from = performance.now();
      child.kill(signal);
      return ended(child, said, from);
    },
  };
}

/** Asks again and again until `done` is true of the answer; rejects after `seconds`. */
export async function until<T>(ask: () => Promise<T>, done: (answer: T) => boolean, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(answer)} after ${seconds} s`);
    await new Promise((again) => setTimeout(again, 50));
  }
}

/** Status of `/readyz`; 0 when nothing answers. */
export async function readiness(address: string): Promise<number> {
  try {
    const answer = await fetch(`${address}/readyz`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(5_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** Imports resources by the command; throws what it says when it fails. */
export async function importAll(databaseUrl: string, resources: readonly object[]): Promise<void> {
  const folder = dataFolder();
  const path = join(folder.path, 'record.ndjson');
  writeFileSync(path, resources.map((one) => JSON.stringify(one)).join('\n'));
  const { code, stderr } = await charthouse(['import', path], { env: { DATABASE_URL: databaseUrl } });
  await folder.remove();
  if (code !== 0) throw new Error(`the import failed: ${stderr}`);
}

/** Process id of the PostgreSQL that runs in a data folder. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** True while the process runs; a dead one that nobody has waited for yet does not. */
export function runs(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
