/** Why the embedded PostgreSQL cannot run, as sentences for the person who started it. */
import { statfsSync } from 'node:fs';

export type FailureCode =
  | 'in-use'
  | 'no-user'
  | 'not-reachable'
  | 'no-binaries'
  | 'disk-full'
  | 'permission'
  | 'other-version'
  | 'busy'
  | 'failed';

/** What is wrong, why, and what to do, in its `message`; `code` says which of the known failures it is. */
export class EmbeddedPostgresError extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

interface KnownFailure {
  readonly code: FailureCode;
  readonly sign: RegExp;
  readonly sentence: (folder: string) => string;
}

const diskFull: KnownFailure = {
  code: 'disk-full',
  sign: /No space left on device|Disk quota exceeded/,
  sentence: (folder) =>
    `No space is left on the disk that holds ${folder}, so PostgreSQL cannot start. Free some space there and start again; nothing stored is lost.`,
};

/** Bytes that an empty database takes. PostgreSQL may die of a full disk with a complaint about something else. */
const leastSpace = 40 * 1024 * 1024;

const knownFailures: readonly KnownFailure[] = [
  diskFull,
  {
    code: 'permission',
    sign: /Permission denied|Operation not permitted|has wrong ownership|has invalid permissions|Read-only file system/,
    sentence: (folder) =>
      `PostgreSQL may not read or write ${folder}. Start as the user who owns that folder, or set CHARTHOUSE_DATA to a folder of your own.`,
  },
  {
    code: 'no-binaries',
    sign: /error while loading shared libraries|Library not loaded|version `GLIBC/,
    sentence: () =>
      'The packaged PostgreSQL cannot run on this machine because a library is missing. Run `npm rebuild`, or set DATABASE_URL to a PostgreSQL of 15 or newer.',
  },
  {
    code: 'other-version',
    sign: /database files are incompatible with server/,
    sentence: (folder) =>
      `The database in ${folder} was made by another major version of PostgreSQL. Back it up with the Charthouse that made it, and restore into a new folder.`,
  },
  {
    code: 'busy',
    sign: /lock file ".*" already exists|pre-existing shared memory block|could not bind|Address already in use|could not create any (Unix|TCP)/,
    sentence: (folder) => `Another PostgreSQL still holds ${folder} or its port. Wait a moment, then start again.`,
  },
];

/** The error that PostgreSQL's own log text means. */
export function failureFromLog(log: string, folder: string): EmbeddedPostgresError {
  const known = knownFailures.find(({ sign }) => sign.test(log)) ?? (hasNoSpace(folder) ? diskFull : undefined);
  const cause = lastComplaint(log);
  if (known) return new EmbeddedPostgresError(known.code, `${known.sentence(folder)} (PostgreSQL said: ${cause})`);
  return new EmbeddedPostgresError('failed', `PostgreSQL stopped while starting in ${folder}: ${cause}`);
}

function hasNoSpace(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < leastSpace;
  } catch {
    return false;
  }
}

function lastComplaint(log: string): string {
  const lines = log
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const complaint = lines.findLast((line) => /(FATAL|PANIC|ERROR|error):/.test(line)) ?? lines.at(-1);
  return complaint?.replace(/^.*?(?=(FATAL|PANIC|ERROR|error):)/, '') ?? 'it said nothing';
}
