/** The port to terminology: what validation asks of it. https://hl7.org/fhir/R4/terminology-service.html */

export interface CodeQuestion {
  /** Canonical address of the value set, with `|version` where one is named. */
  readonly valueSet: string;
  /** Undefined for a bare `code`; empty for a coding that names none. */
  readonly system: string | undefined;
  readonly code: string;
}

/** Whether a code is in a value set; undefined: not known here, so the codes of the definitions are asked, and else nothing is said. */
export type ValidateCode = (question: CodeQuestion) => boolean | undefined;

/** The words of a code in a code system; undefined where the system is not known whole, false where it has no such code. */
export type WordsOfCode = (system: string, code: string) => readonly string[] | false | undefined;
