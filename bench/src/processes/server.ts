/** The product as it is started by people, `charthouse start`, on a database of the benchmark. */
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Program, startProgram } from './program.ts';

export const charthouse = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url));

/** Without the job that indexes the words of the record, which would run beside the first rounds. */
export const withoutTexts = { CHARTHOUSE_FULL_TEXT: 'off' } as const;

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
      DATABASE_URL: databaseUrl,
      CHARTHOUSE_AUTH: 'off',
      CHARTHOUSE_COMPLETION: 'off', // bundles by the thousand would be charts to look at, beside whatever is measured
      CHARTHOUSE_PORT: '0',
      CHARTHOUSE_LEDGER_KEY: join(folder, 'ledger.key'),
      ...environment,
      CHARTHOUSE_DATA: mkdtempSync(join(folder, 'server-')),
    },
  });
}

/** With sign-in, on a port that is known before: tokens name the address. */
export async function startSignedServer(start: ServerStart): Promise<Program> {
  const port = await freePort();
  const environment = { ...start.environment, CHARTHOUSE_AUTH: 'on', CHARTHOUSE_PORT: String(port) };
  const program = await startServer({ ...start, environment });
  return { ...program, address: `http://localhost:${port}` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
