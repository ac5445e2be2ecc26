/** Writes JSON text with every number as it was read. */
import type { JsonObject, JsonValue } from '../resource.ts';
import type { NumberLiteral } from './parse.ts';

/** `JSON.rawJSON` (ES2025, in Node 22 and newer, all current browsers). */
const rawJson = (JSON as unknown as { rawJSON(text: string): JsonValue }).rawJSON;

/**
 * Puts literals in place of their numbers while `write` runs, so that `JSON.stringify` prints them as they were read.
 * A literal whose holder no longer has that number at its key (a patch changed it) is left alone.
 */
export function withLiterals<T>(literals: readonly NumberLiteral[], write: () => T): T {
  if (literals.length === 0) return write();
  const placed: [holder: Record<string | number, JsonValue>, key: string | number, number: JsonValue][] = [];
  for (const { holder, key, text } of literals) {
    const slots = holder as Record<string | number, JsonValue>;
    if (!Object.is(slots[key], Number(text))) continue;
    placed.push([slots, key, slots[key] as JsonValue]);
    slots[key] = rawJson(text);
  }
  try {
    return write();
  } finally {
    for (const [slots, key, number] of placed) slots[key] = number;
  }
}

/** Compact JSON text of a value, with the number literals that `parseJson` found. */
export function writeJson(value: JsonValue | JsonObject, literals: readonly NumberLiteral[] = []): string {
  return withLiterals(literals, () => JSON.stringify(value));
}
