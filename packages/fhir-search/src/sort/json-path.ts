/** Where the text that a token, reference or uri is sorted by stands in the body, as SQL/JSON paths. */
import type { JsonPath, JsonStep } from '../expression/resolve.ts';

/** By FHIR data type: what of the element is compared. */
const compared: Readonly<Record<string, readonly string[]>> = {
  CodeableConcept: ['.coding[*].code'],
  Coding: ['.code'],
  Identifier: ['.value'],
  ContactPoint: ['.value'],
  Reference: ['.reference'],
};

export function bodyPaths(path: JsonPath): readonly string[] {
  const steps = path.steps.map(stepText).join('');
  return (compared[path.type] ?? ['']).map((end) => `$${steps}${end}`);
}

function stepText(step: JsonStep): string {
  switch (step.kind) {
    case 'property':
      return `.${step.name}`;
    case 'where':
      return ` ? (@.${step.field} == ${JSON.stringify(step.value)})`;
    case 'target':
      return ` ? (@.reference like_regex ${JSON.stringify(`(^|/)${step.type}/`)})`;
    case 'index':
      return `[${step.at}]`;
  }
}
