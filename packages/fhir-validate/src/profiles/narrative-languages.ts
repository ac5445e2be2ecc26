/** The languages a profile asks of a narrative. http://hl7.org/fhir/StructureDefinition/narrative-language-control */
import { isObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import type { Findings } from '../findings.ts';

export const languageControl = 'http://hl7.org/fhir/StructureDefinition/narrative-language-control';

/** `_no`: no sections by language; `_yes`: some; `_resource`: one in the language of the resource; others: one in that language. */
export function checkLanguages({ value }: FhirElement, asked: readonly string[], found: Findings): void {
  const div = isObject(value) ? value.div : undefined;
  if (typeof div !== 'string') return;
  const resource = found.scope.resource?.value;
  const own = isObject(resource) && typeof resource.language === 'string' ? resource.language : undefined;
  const given = sectionLanguages(div);
  const list = given.join(', ') || 'none';
  for (const language of asked) {
    if (language === '_no') {
      if (given.length > 0)
        found.error('structure', `The narrative may not have sections by language here, but has some (${list}).`);
      continue;
    }
    const due = language === '_resource' ? own : language;
    if (language === '_yes' ? given.length === 0 : due !== undefined && !given.includes(due))
      found.error(
        'structure',
        `The narrative needs a section in ${language === '_yes' ? 'each language' : due} here; there is: ${list}.`,
      );
  }
}

/** Of the divs directly in the div of the narrative. */
function sectionLanguages(div: string): string[] {
  const languages: string[] = [];
  let depth = 0;
  for (const [tag, slash, name, list, empty] of div.matchAll(
    /<(\/?)([A-Za-z][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g,
  )) {
    if (slash) depth--;
    else {
      const language =
        depth === 1 && name === 'div' ? /\s(?:xml:)?lang\s*=\s*["']([^"']+)["']/.exec(list ?? tag) : null;
      if (language) languages.push(language[1]!);
      if (!empty) depth++;
    }
  }
  return languages;
}
