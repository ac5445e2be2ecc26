/**
 * The copy of a resource that a patch works on. The resource itself is never touched, so a patch that fails half way has changed
 * nothing; and numbers keep their text (1.0 stays 1.0) wherever their holders move.
 */
import type { JsonObject, JsonValue, NumberLiteral, ParsedJson } from '@charthouse/fhir-model';
import { fail } from './failure.ts';
import type { PatchLimits } from './limits.ts';

export type Holder = JsonObject | JsonValue[];

/** A value, with its text if it is a number that JavaScript would print otherwise. */
export interface Piece {
  readonly value: JsonValue;
  readonly text?: string;
}

/** A property of an object or an item of an array, there or not. */
export interface Target<H extends Holder = Holder> {
  readonly holder: H;
  readonly key: string | number;
}

export interface Draft {
  /** Holds the resource at index 0, so that it can be replaced like any item. */
  readonly root: JsonValue[];
  readonly literals: Map<Holder, Map<string | number, string>>;
  readonly limits: PatchLimits;
  /** Characters copied so far. */
  spent: number;
}

export function startDraft(resource: ParsedJson, limits: PatchLimits): Draft {
  const draft: Draft = { root: [], literals: new Map(), limits, spent: 0 };
  knowLiterals(draft, resource.literals);
  putPiece(draft, { holder: draft.root, key: 0 }, copyPiece(draft, { value: resource.value }, 0));
  return draft;
}

/** Makes the number texts of a document known, so that pieces of it can be copied into the draft. */
export function knowLiterals(draft: Draft, literals: readonly NumberLiteral[]): void {
  for (const literal of literals) noteText(draft, literal, literal.text);
}

function noteText({ literals }: Draft, { holder, key }: Target, text: string): void {
  const texts = literals.get(holder);
  if (texts) texts.set(key, text);
  else literals.set(holder, new Map([[key, text]]));
}

/** The value a holder has itself (never an inherited one). */
export function pieceAt(draft: Draft, { holder, key }: Target): Piece | undefined {
  if (!Object.hasOwn(holder, key)) return undefined;
  const value = (holder as Record<string | number, JsonValue | undefined>)[key];
  if (value === undefined) return undefined;
  const text = typeof value === 'number' ? draft.literals.get(holder)?.get(key) : undefined;
  return text === undefined ? { value } : { value, text };
}

/** A deep copy that stands at `depth` levels of nesting. */
export function copyPiece(draft: Draft, { value, text }: Piece, depth: number): Piece {
  if (depth > draft.limits.depth) fail(`the result would be nested deeper than ${draft.limits.depth} levels`);
  draft.spent += typeof value === 'string' ? value.length + 3 : typeof value === 'object' ? 20 : 6;
  if (draft.spent > draft.limits.size) fail(`the result would be longer than ${draft.limits.size} characters`);
  if (typeof value !== 'object' || value === null) return { value, text };
  const copy: Holder = Array.isArray(value) ? [] : {};
  for (const key of Object.keys(value)) {
    draft.spent += Array.isArray(value) ? 0 : key.length + 3;
    const at = Array.isArray(value) ? Number(key) : key;
    const piece = pieceAt(draft, { holder: value, key: at })!;
    putPiece(draft, { holder: copy, key: at }, copyPiece(draft, piece, depth + 1));
  }
  return { value: copy };
}

/** Sets a property or an item that is there (or the next). */
export function putPiece(draft: Draft, target: Target, { value, text }: Piece): void {
  const { holder, key } = target;
  draft.literals.get(holder)?.delete(key);
  if (text !== undefined) noteText(draft, target, text);
  if (key === '__proto__')
    Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
  else (holder as Record<string | number, JsonValue>)[key] = value;
}

/** Puts an item before the one at the target. */
export function insertPiece(draft: Draft, target: Target<JsonValue[]>, { value, text }: Piece): void {
  const { holder, key } = target;
  holder.splice(Number(key), 0, value);
  shiftTexts(draft, holder, { from: Number(key), by: 1 });
  if (text !== undefined) noteText(draft, target, text);
}

/** Takes a property or item away. */
export function removePiece(draft: Draft, { holder, key }: Target): void {
  draft.literals.get(holder)?.delete(key);
  if (!Array.isArray(holder)) {
    delete holder[key];
    return;
  }
  holder.splice(Number(key), 1);
  shiftTexts(draft, holder, { from: Number(key) + 1, by: -1 });
}

function shiftTexts({ literals }: Draft, array: JsonValue[], { from, by }: { from: number; by: number }): void {
  const texts = literals.get(array);
  if (!texts?.size) return;
  const shifted = [...texts].map(([key, text]) => [Number(key) >= from ? Number(key) + by : key, text] as const);
  literals.set(array, new Map(shifted));
}

/** The patched resource. */
export function finishDraft(draft: Draft): ParsedJson {
  const literals: NumberLiteral[] = [];
  const walk = (holder: Holder, depth: number) => {
    if (depth > draft.limits.depth) fail(`the result would be nested deeper than ${draft.limits.depth} levels`);
    for (const [key, text] of draft.literals.get(holder) ?? []) literals.push({ holder, key, text });
    for (const value of Object.values(holder)) if (typeof value === 'object' && value !== null) walk(value, depth + 1);
  };
  walk(draft.root, 0);
  return { value: draft.root[0]!, literals };
}
