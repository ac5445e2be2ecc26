/**
 * A primitive in JSON: its value at `name`, its id and extensions at `_name`, lists of both kept in step with null.
 * https://hl7.org/fhir/R4/json.html#primitive
 */
import type { JsonObject, JsonValue, NumberLiteral } from '@charthouse/fhir-model';
import { jsonKind, type Slot } from './layout.ts';

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Null when the text cannot stand for the type in JSON; whether a string has the right form is the validator's to say. */
export function primitiveValue(type: string, text: string): string | number | boolean | null {
  const kind = jsonKind(type);
  if (kind === 'string') return text;
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : null;
  return jsonNumber.test(text) ? Number(text) : null;
}

export interface Primitive {
  /** The value as written; undefined when there are extensions only. */
  readonly text: string | undefined;
  readonly value: string | number | boolean | undefined;
  /** Its id and extensions, if any. */
  readonly companion: JsonObject | undefined;
}

/** Puts a primitive into `target`; a number whose text JavaScript would print otherwise is noted in `literals`. */
export function keepPrimitive(target: JsonObject, slot: Slot, kept: Primitive & { literals: NumberLiteral[] }): void {
  const { text, value, companion, literals } = kept;
  const list = slot.list ? listAt(target, slot.name) : undefined;
  if (typeof value === 'number' && String(value) !== text)
    literals.push({ holder: list ?? target, key: list ? list.length : slot.name, text: text! });
  if (list) {
    list.push(value ?? null);
    keepCompanion(target, `_${slot.name}`, { companion, length: list.length });
    return;
  }
  if (value !== undefined) target[slot.name] = value;
  if (companion) target[`_${slot.name}`] = companion;
}

/** The list at a property, made if it is not there. */
export function listAt(target: JsonObject, name: string): JsonValue[] {
  const list = (target[name] as JsonValue[] | undefined) ?? [];
  target[name] = list;
  return list;
}

/** The list of companions is as long as the list of values. */
function keepCompanion(
  target: JsonObject,
  name: string,
  { companion, length }: { companion: JsonObject | undefined; length: number },
): void {
  const companions = target[name] as JsonValue[] | undefined;
  if (companions) companions.push(companion ?? null);
  else if (companion) target[name] = [...Array<null>(length - 1).fill(null), companion];
}

/** A list in which no primitive has a value stands in JSON by its companions alone. */
export function dropEmptyLists(target: JsonObject): void {
  for (const key of Object.keys(target)) {
    if (!key.startsWith('_') || !Array.isArray(target[key])) continue;
    const values = target[key.slice(1)] as JsonValue[];
    if (values.every((value) => value === null)) delete target[key.slice(1)];
  }
}
