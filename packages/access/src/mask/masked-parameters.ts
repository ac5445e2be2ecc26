/** Search parameters that would tell what a mask takes out: they cannot be searched or sorted by, as if they were not there. */
import type { Mask } from '@charthouse/fhir-model';
import { searchParameters } from '@charthouse/fhir-model/definitions';

/** Codes of the parameters of a type that look at a masked element, or at what is around one. */
export function maskedParameters(mask: Mask, type: string): ReadonlySet<string> {
  const paths = mask[type] ?? [];
  if (paths.length === 0) return new Set();
  const looking = searchParameters
    .filter(({ base, expression }) => base.includes(type) && expression !== undefined)
    .filter(({ expression = '' }) =>
      pathsOf(expression, type).some((path) => paths.some((masked) => meet(path, masked))),
    )
    .map(({ code }) => code);
  return new Set(paths.includes('text') ? [...looking, '_text', '_content'] : [...looking, '_content']);
}

/** Paths below the type that an expression names: `Patient.name.given | Person.name` gives `name.given` of Patient. */
function pathsOf(expression: string, type: string): readonly string[] {
  const found = expression.matchAll(
    new RegExp(`\\b(?:${type}|Resource|DomainResource)\\.([A-Za-z]+(?:\\.[A-Za-z]+)*)`, 'g'),
  );
  return [...found].map(([, path = '']) => path);
}

/** One is the other, or lies in it. */
function meet(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}
