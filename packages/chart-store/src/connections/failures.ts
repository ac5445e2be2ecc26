/** What the database's failures mean, and how they are told. https://www.postgresql.org/docs/current/errcodes-appendix.html */
import { OutcomeError, outcomes, unavailable } from '@charthouse/fhir-model';

const lostCodes = /^(08|57P0|53300|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOST|ENOTFOUND|EAI_AGAIN)/;
const lostMessages = /Connection terminated|timeout exceeded when trying to connect|not queryable|Client was closed/;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Every connection of a pool was in use for as long as a request waits for one. */
export function isPoolFull(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** Ended by a time limit. */
export function isStopped(error: unknown): boolean {
  return codeOf(error) === '57014';
}

/** The connection is gone or could not be had; the statement may or may not have run. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code) return lostCodes.test(code);
  return error instanceof Error && lostMessages.test(error.message);
}

export type Conflict = 'deadlock' | 'serialization' | 'uniqueKey';

const conflicts: Readonly<Record<string, Conflict>> = {
  '40P01': 'deadlock',
  '40001': 'serialization',
  '23505': 'uniqueKey',
};

/** Failures that a new run of the transaction resolves. */
export function conflictOf(error: unknown): Conflict | undefined {
  return conflicts[codeOf(error)];
}

/** The answer for a failure of the database; anything else is returned as it is. */
export function asOutcome(error: unknown): unknown {
  if (error instanceof OutcomeError) return error;
  if (isPoolFull(error))
    return unavailable('All connections for requests of this kind are busy with slow ones. Try again shortly.');
  if (isConnectionLost(error)) return unavailable('The database cannot be reached. Try again shortly.');
  switch (codeOf(error)) {
    case '57014':
      return outcomes.timeout(
        'The database needed longer than this request may take. Narrow the request and try again.',
      );
    case '55P03':
      return unavailable('Another change holds these records for too long. Try again shortly.');
    case '53100':
      return new OutcomeError(507, [
        {
          severity: 'fatal',
          code: 'no-store',
          diagnostics: 'The database has no space left. Free disk space, then try again.',
        },
      ]);
    default:
      return error;
  }
}
