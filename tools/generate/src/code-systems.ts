/** The code systems that come whole with the definitions: their codes with the words for them. https://hl7.org/fhir/R4/terminologies-systems.html */
import type { Definition } from './source.ts';

/** Code system URL -> code -> its display and designations; codes without words have an empty list. */
export function codeSystems(systems: readonly Definition[]): Record<string, Record<string, string[]>> {
  const out: Record<string, Record<string, string[]>> = {};
  for (const { url, content, concept, caseSensitive } of systems) {
    if (content !== 'complete' || !concept || caseSensitive === false) continue;
    const codes: Record<string, string[]> = {};
    const visit = (concepts: readonly Definition[]) => {
      for (const { code, display, designation = [], concept: below = [] } of concepts) {
        codes[code] = [...new Set([display, ...designation.map(({ value }: Definition) => value)].filter(Boolean))];
        visit(below);
      }
    };
    visit(concept);
    out[url] = codes;
  }
  return out;
}
