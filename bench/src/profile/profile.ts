/** Where the time of a part went, for `--profile`. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { cpuTimeOf } from './cpu-profile.ts';
import { resetStatementTimes, statementTimes } from './statement-times.ts';

export interface Profiler {
  /** Node flags of a server that is profiled. */
  readonly flags: readonly string[];
  begin(): Promise<void>;
  /** Lines for people. */
  end(): Promise<string[]>;
}

const shownFunctions = 45;
const shownStatements = 25;

/** PostgreSQL settings that statement times need. */
export const profilingSettings: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
};

export function createProfiler(folder: string, admin: pg.Client): Profiler {
  const profiles = join(folder, 'profiles');
  return {
    flags: ['--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${profiles}`],
    async begin() {
      rmSync(profiles, { recursive: true, force: true });
      mkdirSync(profiles);
      await resetStatementTimes(admin);
    },
    async end() {
      const lines = readdirSync(profiles).length > 0 ? functionLines(profiles) : [];
      const statements = await statementTimes(admin, shownStatements);
      return [
        ...lines,
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
    },
  };
}

function functionLines(folder: string): string[] {
  const { busy, functions } = cpuTimeOf(folder);
  const share = (time: number) => `${((time / busy) * 100).toFixed(1)} %`.padStart(7);
  return [
    `${busy.toFixed(0)} ms of processor time in the server`,
    '   self   total  function',
    ...functions.slice(0, shownFunctions).map(({ name, self, total }) => `${share(self)} ${share(total)}  ${name}`),
    '  total of our own functions',
    ...functions
      .filter(({ name }) => /\b(packages|apps)\//.test(name))
      .sort((a, b) => b.total - a.total)
      .slice(0, shownFunctions)
      .map(({ name, total }) => `${share(total)}  ${name}`),
  ];
}
