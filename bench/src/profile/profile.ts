/** Where the time of a part went, for `--profile`. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { watchActivity } from './activity.ts';
import { cpuTimeOf } from './cpu-profile.ts';
import { prepareStatementTimes, type StatementTime, statementTimes } from './statement-times.ts';

export interface Profiler {
  /** Node flags and environment of a server or command that can be profiled. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Environment of a command that is profiled from its start. */
  readonly fromStart: Readonly<Record<string, string>>;
  /** Before a part. */
  begin(): Promise<void>;
  /** From now on, until it ends, a server is watched (if one is given), and the statements in the database until `stop`. */
  watch(server: { readonly pid: number } | undefined, databaseUrl: string): Promise<{ stop(): Promise<void> }>;
  /** Lines for people on what was watched. */
  end(): Promise<string[]>;
}

const shownFunctions = 45;
const shownStatements = 25;
/** Milliseconds until a signal has surely arrived and the profiler has begun, which takes a while. */
const signalTime = 1_500;

/** PostgreSQL settings that statement times need. */
export const profilingSettings: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
};

export function createProfiler(folder: string, admin: pg.Client): Profiler {
  const profiles = join(folder, 'profiles');
  let databases = new Set<string>();
  let seen = new Map<string, number>();
  return {
    flags: ['--import', new URL('./record-cpu.ts', import.meta.url).href],
    environment: { BENCH_PROFILES: profiles },
    fromStart: { BENCH_PROFILES: profiles, BENCH_PROFILE_FROM_START: 'yes' },
    async begin() {
      rmSync(profiles, { recursive: true, force: true });
      mkdirSync(profiles);
      databases = new Set();
      seen = new Map();
      await prepareStatementTimes(admin);
    },
    async watch(server, databaseUrl) {
      const name = new URL(databaseUrl).pathname.slice(1);
      const { rows } = await admin.query<{ oid: string }>('select oid from pg_database where datname = $1', [name]);
      for (const { oid } of rows) databases.add(oid);
      if (server) {
        process.kill(server.pid, 'SIGUSR2');
        await sleep(signalTime);
      }
      const activity = await watchActivity(databaseUrl);
      return {
        async stop() {
          for (const { doing, times } of await activity.end()) seen.set(doing, (seen.get(doing) ?? 0) + times);
        },
      };
    },
    async end() {
      const functions = readdirSync(profiles).length > 0 ? functionLines(profiles) : [];
      const statements = statementLines(await statementTimes(admin, [...databases], shownStatements));
      return [...functions, ...activityLines(seen), ...statements];
    },
  };
}

function functionLines(folder: string): string[] {
  const { busy, functions } = cpuTimeOf(folder);
  const share = (time: number) => `${((time / busy) * 100).toFixed(1)} %`.padStart(7);
  return [
    `${busy.toFixed(0)} ms of processor time in Node`,
    '   self   total  function',
    ...functions.slice(0, shownFunctions).map(({ name, self, total }) => `${share(self)} ${share(total)}  ${name}`),
    '  total  function of our own',
    ...functions
      .filter(({ name }) => /\b(packages|apps)\//.test(name))
      .sort((a, b) => b.total - a.total)
      .slice(0, shownFunctions)
      .map(({ name, total }) => `${share(total)}  ${name}`),
  ];
}

function activityLines(seen: ReadonlyMap<string, number>): string[] {
  const all = [...seen.values()].reduce((sum, times) => sum + times, 0);
  return [
    'share of the time of connections that were not idle',
    ...[...seen]
      .sort(([, a], [, b]) => b - a)
      .slice(0, shownStatements)
      .map(([doing, times]) => `${((times / all) * 100).toFixed(1)} %`.padStart(7).concat('  ', doing)),
  ];
}

function statementLines(statements: readonly StatementTime[]): string[] {
  return [
    'ms total      calls   us/call  pages/call  WAL B/call  statement',
    ...statements.map(({ text, calls, total, pages, walBytes }) =>
      [
        total.toFixed(0).padStart(8),
        calls.toFixed(0).padStart(10),
        ((total * 1000) / calls).toFixed(0).padStart(9),
        (pages / calls).toFixed(1).padStart(11),
        (walBytes / calls).toFixed(0).padStart(11),
        ` ${text}`,
      ].join(' '),
    ),
  ];
}
