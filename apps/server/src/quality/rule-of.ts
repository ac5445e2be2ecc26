/** Which rule an issue is about: the same problem of many resources is one. */
import type { Issue } from '@charthouse/fhir-model';

export type Rule = {
  readonly severity: Issue['severity'];
  readonly code: string;
  /** The definition's path: `Patient.name.given`. */
  readonly path: string;
  /** What is wrong, without the values of a resource. */
  readonly says: string;
};

/** Text of a rule at most. */
const longest = 300;

export function ruleOf({ severity, code, diagnostics, expression }: Issue): Rule {
  const [place = ''] = expression ?? [];
  return { severity, code, path: place.replace(/\[\d+\]/g, ''), says: withoutValues(diagnostics).slice(0, longest) };
}

/** Values are quoted, references have the form Type/id, and numbers are counts or values. */
function withoutValues(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"?/g, '"…"')
    .replace(/\{"…".*\}/g, '{…}')
    .replace(/\b([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}\b/g, '$1/…')
    .replace(/(?<![\w.#|/-])-?\d[\d.,:TZ+-]*(?![\w-])/g, '…');
}
