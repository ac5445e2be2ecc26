/** Finds the text of a number as it was read. */
import type { JsonObject, JsonValue, NumberLiteral } from '@charthouse/fhir-model';

/** The text of `number`, which `holder` has at `key`. */
export type LiteralTexts = (holder: JsonObject | JsonValue[], key: string | number, number: number) => string;

/** A literal whose holder has another number by now is left out of account, as in `writeJson`. */
export function literalTexts(literals: readonly NumberLiteral[]): LiteralTexts {
  const byHolder = new Map<JsonObject | JsonValue[], Map<string | number, string>>();
  for (const { holder, key, text } of literals) {
    const texts = byHolder.get(holder) ?? new Map<string | number, string>();
    byHolder.set(holder, texts.set(key, text));
  }
  return (holder, key, number) => {
    const text = byHolder.get(holder)?.get(key);
    return text !== undefined && Object.is(Number(text), number) ? text : String(number);
  };
}
