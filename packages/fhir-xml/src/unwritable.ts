/** The one way writing XML fails. */
import { type OutcomeError, outcomes } from '@charthouse/fhir-model';

/** 406: the record holds something that FHIR XML cannot. */
export function unwritable(path: string, what: string): OutcomeError {
  return outcomes.notAcceptable(`${path} ${what}, so this cannot be written as XML; ask for JSON.`, path);
}
