/** Why a database cannot be used, as a sentence for the person who started us; never with its password. */
import { CommandStop, failure } from '../command-line/stop.ts';

/** PostgreSQL 15 is the oldest whose SQL we use. */
const oldestVersion = 150_000;

interface KnownError {
  readonly code: RegExp;
  readonly sentence: string;
}

/** https://www.postgresql.org/docs/18/errcodes-appendix.html and the codes of Node's sockets. */
const knownErrors: readonly KnownError[] = [
  { code: /^ECONNREFUSED$|^ENOENT$/, sentence: 'Nothing answers there. Start PostgreSQL, or correct DATABASE_URL.' },
  { code: /^ENOTFOUND$|^EAI_AGAIN$/, sentence: 'No machine of that name is known. Correct DATABASE_URL.' },
  {
    code: /^ETIMEDOUT$|^EHOSTUNREACH$|^ENETUNREACH$|^timeout$/,
    sentence: 'It cannot be reached over the network. Check the address and the firewall.',
  },
  {
    code: /^ECONNRESET$|^EPIPE$|^dropped$/,
    sentence:
      'It closes the connection without an answer. Check that PostgreSQL listens there, not another program, and look into its log.',
  },
  { code: /^28/, sentence: 'It refuses this user or password. Correct DATABASE_URL.' },
  { code: /^3D000$/, sentence: 'It has no database of that name. Create it (UTF8), or correct DATABASE_URL.' },
  { code: /^53300$/, sentence: 'It has no connection free. Raise its max_connections or lower CHARTHOUSE_WORKERS.' },
  { code: /^53100$/, sentence: 'Its disk is full. Free some space there.' },
  { code: /^57P0/, sentence: 'It is starting up or shutting down. Try again in a moment.' },
];

/** What the driver says without a code. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/timeout/i, 'timeout'],
  [/^Connection terminated/, 'dropped'],
];

/** The stop for a database that did not let us in. */
export function unusable(databaseUrl: string, error: unknown): CommandStop {
  if (error instanceof CommandStop) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const sign = signs.find(([words]) => words.test(message))?.[1] ?? code;
  const known = knownErrors.find((candidate) => candidate.code.test(sign));
  return failure(`the database at ${placeOf(databaseUrl)} cannot be used. ${known?.sentence ?? message}`, error);
}

/** The stop for a database that is older than 15; undefined for one that is new enough. */
export function tooOld(databaseUrl: string, versionNumber: number): CommandStop | undefined {
  if (versionNumber >= oldestVersion) return undefined;
  const major = Math.floor(versionNumber / 10_000);
  return failure(
    `the database at ${placeOf(databaseUrl)} is PostgreSQL ${major}; Charthouse needs 15 or newer. Upgrade it, or leave DATABASE_URL empty to use the embedded one.`,
  );
}

/** Host, port and database of a connection string, without user and password. */
export function placeOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const host = url.searchParams.get('host') ?? url.hostname;
  return `${host}${url.port ? `:${url.port}` : ''}${url.pathname}`;
}
