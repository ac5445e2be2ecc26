/** A call that was refused or failed, with the server's own words: https://hl7.org/fhir/R4/operationoutcome.html */
import type { OperationOutcome } from 'fhir/r4';

export class FhirFailure extends Error {
  /** 0 when no answer came. */
  readonly status: number;
  readonly outcome: OperationOutcome | undefined;
  /** The `WWW-Authenticate` challenge, for example to sign in anew. */
  readonly challenge: string | undefined;

  constructor(status: number, outcome?: OperationOutcome, challenge?: string) {
    super(wordsOf(outcome) ?? (status === 0 ? 'no answer' : `HTTP ${status}`));
    this.name = 'FhirFailure';
    this.status = status;
    this.outcome = outcome;
    this.challenge = challenge;
  }
}

/** A more recent sign-in is asked for, of at most so many seconds ago. https://www.rfc-editor.org/rfc/rfc9470 */
export function freshSignInAsked(error: Error | null): number | undefined {
  if (!(error instanceof FhirFailure) || !error.challenge?.includes('insufficient_user_authentication'))
    return undefined;
  return Number(/max_age="(\d+)"/.exec(error.challenge)?.[1] ?? 0);
}

function wordsOf(outcome: OperationOutcome | undefined): string | undefined {
  const words = outcome?.issue.map(({ diagnostics, details }) => details?.text ?? diagnostics).filter(Boolean);
  return words?.length ? words.join(' ') : undefined;
}
