/** The text of the decimals of a resource, where it says more than the number: places (1.50), or digits beyond a double. */
import type { JsonObject, NumberLiteral } from '@charthouse/fhir-model';
import { type Decimal, decimalOf, decimalOfNumber } from './decimal.ts';

const texts = new WeakMap<object, Map<string | number, string>>();

/** Kept as long as the objects that hold the numbers. */
export function keepLiterals(literals: readonly NumberLiteral[]): void {
  for (const { holder, key, text } of literals) {
    const known = texts.get(holder);
    if (known) known.set(key, text);
    else texts.set(holder, new Map([[key, text]]));
  }
}

/** Undefined where JavaScript would print the number as it was written, or it is another number now. */
export function literalIn(holder: JsonObject, key: string): string | undefined {
  const text = texts.get(holder)?.get(key);
  return text !== undefined && Number(text) === holder[key] ? text : undefined;
}

/** The number as a decimal, exactly as it was written. */
export function exactDecimal(number: number, literal: string | undefined): Decimal | undefined {
  return literal === undefined ? decimalOfNumber(number) : decimalOf(literal);
}
