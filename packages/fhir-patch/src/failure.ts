/** How a patch fails: as a whole, with the operation and the path that could not be done. */
import { type OutcomeError, outcomes } from '@charthouse/fhir-model';

/** What is wrong, as the end of a sentence; `forOperation` says which operation it was. */
class PatchFailure extends Error {}

export function fail(what: string): never {
  throw new PatchFailure(what);
}

/**
 * Runs one operation.
 * @param which how the operation is called in the message, e.g. `Operation 2 (replace /name/0)`
 * @throws OutcomeError 422
 */
export function forOperation<T>(which: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PatchFailure) throw outcomes.unprocessable(`${which}: ${error.message}. Nothing was changed.`);
    throw error;
  }
}

/** @throws OutcomeError 422 for what concerns the whole patch. */
export function refusePatch(what: string): OutcomeError {
  return outcomes.unprocessable(`The patch was not applied: ${what}.`);
}
