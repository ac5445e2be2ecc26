/** How a patch fails: as a whole, with the operation and the path that could not be done. */
import { type OutcomeError, outcomes } from '@charthouse/fhir-model';

/** What is wrong, as the end of a sentence; `forOperation` says which operation it was. */
class PatchFailure extends Error {}

/** The patch itself is wrong, whatever it is applied to: https://www.rfc-editor.org/rfc/rfc5789#section-2.2 */
class MalformedPatch extends PatchFailure {}

export function fail(what: string): never {
  throw new PatchFailure(what);
}

export function failMalformed(what: string): never {
  throw new MalformedPatch(what);
}

/**
 * Runs one operation.
 * @param which how the operation is called in the message, e.g. `Operation 2 (replace /name/0)`
 * @throws OutcomeError 400 when the operation is malformed, 422 when it cannot be done
 */
export function forOperation<T>(which: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PatchFailure)) throw error;
    const refuse = error instanceof MalformedPatch ? outcomes.badRequest : outcomes.unprocessable;
    throw refuse(`${which}: ${error.message}. Nothing was changed.`);
  }
}

/** 400 for a patch that is none. */
export function malformedPatch(what: string): OutcomeError {
  return outcomes.badRequest(`The patch was not applied: ${what}.`);
}

/** 422 for what concerns the whole patch. */
export function refusePatch(what: string): OutcomeError {
  return outcomes.unprocessable(`The patch was not applied: ${what}.`);
}
