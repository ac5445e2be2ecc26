/** The product as it is started by people, `charthouse start`, on a database of the benchmark. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Program, startProgram } from './program.ts';

export const charthouse = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url));

export interface ServerStart {
  readonly databaseUrl: string;
  /** A folder for what the server leaves behind. */
  readonly folder: string;
  /** Node flags, such as those of the profiler. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts it on a free port. */
export function startServer({ databaseUrl, folder, flags = [], environment }: ServerStart): Promise<Program> {
  return startProgram({
    words: [...flags, charthouse, 'start', '--json'],
    environment: {
      ...environment,
      DATABASE_URL: databaseUrl,
      CHARTHOUSE_AUTH: 'off',
      CHARTHOUSE_PORT: '0',
      CHARTHOUSE_DATA: mkdtempSync(join(folder, 'server-')),
    },
  });
}
