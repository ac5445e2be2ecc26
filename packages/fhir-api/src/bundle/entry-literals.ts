/** Which number literals of a bundle belong to one of its resources. */
import type { JsonValue, NumberLiteral } from '@charthouse/fhir-model';

/** Finds the literals of a value by the objects they stand in; costs nothing for a bundle without any. */
export function literalFinder(all: readonly NumberLiteral[]): (value: JsonValue) => NumberLiteral[] {
  if (all.length === 0) return () => [];
  const byHolder = new Map<object, NumberLiteral[]>();
  for (const literal of all) {
    const known = byHolder.get(literal.holder);
    if (known) known.push(literal);
    else byHolder.set(literal.holder, [literal]);
  }
  const within = (value: JsonValue | undefined): NumberLiteral[] => {
    if (typeof value !== 'object' || value === null) return [];
    return [...(byHolder.get(value) ?? []), ...Object.values(value).flatMap(within)];
  };
  return within;
}
