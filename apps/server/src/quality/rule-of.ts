/** Which rule an issue is about: the same problem of many resources is one. */
import type { Issue } from '@charthouse/fhir-model';

export type Rule = {
  readonly severity: Issue['severity'];
  readonly code: string;
  /** The path without its indices: `Patient.name.given`. */
  readonly path: string;
  /** The element of the definition that asks for it: canonical address, `#` and element id; empty where none does. */
  readonly definition: string;
  /** What is wrong, without the values of a resource. */
  readonly says: string;
};

/** Text of a rule at most. */
const longest = 300;

export function ruleOf({ severity, code, diagnostics, expression, definition = '' }: Issue): Rule {
  const [place = ''] = expression ?? [];
  const says = withoutValues(diagnostics).slice(0, longest);
  return { severity, code, path: place.replace(/\[\d+\]/g, ''), definition, says };
}

const references = /\b([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}\b/g;
/** Types whose addresses have the same form: those are no values. */
const addressed: ReadonlySet<string> = new Set([
  'StructureDefinition',
  'ValueSet',
  'CodeSystem',
  'Questionnaire',
  'Measure',
]);

/** Values are quoted, references have the form Type/id, and numbers are counts or values. */
function withoutValues(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"?/g, '"…"')
    .replace(/\{"…".*\}/g, '{…}')
    .replace(references, (all, type) => (addressed.has(type) ? all : `${type}/…`))
    .replace(/(?<![\w.#|/-])-?\d[\d.,:TZ+-]*(?![\w-])/g, '…')
    .replace(/…(?:[ ,]+…)+/g, '…');
}
