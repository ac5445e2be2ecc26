/** What the parts of a run share: the data, one PostgreSQL, servers, and a folder that is removed at the end. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PatientBundles, patientBundles } from './data/patient-bundles.ts';
import type { Options } from './options.ts';
import { type Postgres, startPostgres } from './processes/postgres.ts';
import type { Program } from './processes/program.ts';
import { startServer } from './processes/server.ts';
import { createProfiler, type Profiler, profilingSettings } from './profile/profile.ts';
import { quickRun, type Scale, wholeRun } from './scale.ts';

/** Settings of the product. */
type Environment = Readonly<Record<string, string>>;

export interface Bench {
  readonly options: Options;
  readonly scale: Scale;
  readonly bundles: PatientBundles;
  readonly postgres: Postgres;
  /** A folder for files of this run. */
  readonly folder: string;
  /** With `--profile`. */
  readonly profiler: Profiler | undefined;
  /** Starts the product on a database. */
  server(databaseUrl: string, settings?: Environment): Promise<Program>;
  /** Runs work with a server on a database and stops the server afterwards. */
  withServer<T>(databaseUrl: string, work: (server: Program) => Promise<T>, settings?: Environment): Promise<T>;
  /** Tells the person who waits. */
  say(text: string): void;
  close(): Promise<void>;
}

export async function openBench(options: Options, say: (text: string) => void): Promise<Bench> {
  const usual = options.quick ? quickRun : wholeRun;
  const scale = { ...usual, rounds: options.rounds ?? usual.rounds, grown: options.grown ?? usual.grown };
  const folder = mkdtempSync(join(tmpdir(), 'charthouse-bench-'));
  chmodSync(folder, 0o711); // PostgreSQL may run as another user, who has to pass
  say('Reading the data, starting PostgreSQL');
  const bundles = patientBundles(scale.bundles);
  const postgres = await startPostgres(join(folder, 'data'), options.profile ? profilingSettings : {});
  const profiler = options.profile ? createProfiler(folder, postgres.admin) : undefined;
  const server = (databaseUrl: string, settings?: Environment) =>
    startServer({
      databaseUrl,
      folder,
      flags: profiler?.flags,
      environment: { ...profiler?.environment, ...settings },
    });
  return {
    options,
    scale,
    bundles,
    postgres,
    folder,
    profiler,
    server,
    async withServer(databaseUrl, work, settings) {
      const program = await server(databaseUrl, settings);
      try {
        return await work(program);
      } finally {
        await program.stop();
      }
    },
    say,
    async close() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
