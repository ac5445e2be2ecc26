/** Changes at a place, with the value of a primitive and its id and extensions (`_name`) always kept in step. */
import type { JsonObject, JsonValue } from '@charthouse/fhir-model';
import type { Slot } from '@charthouse/fhir-xml';
import { type Draft, insertPiece, type Piece, pieceAt, putPiece, removePiece } from '../draft.ts';
import type { Parent, Place } from './place.ts';

/** What is put at a place: a value, for primitives a companion (id and extensions) as well or instead. */
export interface Content {
  readonly piece: Piece | undefined;
  readonly companion: Piece | undefined;
}

const nothing: Piece = { value: null };

/** How many items a list has. */
export function itemCount({ object }: Parent, { name }: Slot): number {
  return Math.max(lengthOf(object?.[name]), lengthOf(object?.[`_${name}`]));
}

const lengthOf = (value: JsonValue | undefined) => (Array.isArray(value) ? value.length : 0);

/** The object of a parent; a primitive that has none gets one at `_name`. */
export function objectOf(draft: Draft, { object, place }: Parent): JsonObject {
  if (object) return object;
  const made: JsonObject = {};
  const { parent, slot, index } = place!;
  const holder = objectOf(draft, parent);
  const piece = { value: made };
  if (index === undefined) putPiece(draft, { holder, key: `_${slot.name}` }, piece);
  else {
    const companions = listOf(draft, holder, `_${slot.name}`);
    pad(companions, itemCount(parent, slot));
    putPiece(draft, { holder: companions, key: index }, piece);
  }
  return made;
}

function listOf(draft: Draft, holder: JsonObject, key: string): JsonValue[] {
  const list = holder[key];
  if (Array.isArray(list)) return list;
  const made: JsonValue[] = [];
  putPiece(draft, { holder, key }, { value: made });
  return made;
}

function pad(list: JsonValue[], length: number): void {
  while (list.length < length) list.push(null);
}

/** Sets an element that is no item of a list. */
export function setContent(
  draft: Draft,
  holder: JsonObject,
  { slot, content }: { slot: Slot; content: Content },
): void {
  if (content.piece) putPiece(draft, { holder, key: slot.name }, content.piece);
  if (content.companion) putPiece(draft, { holder, key: `_${slot.name}` }, content.companion);
}

export interface Item {
  readonly parent: Parent;
  readonly slot: Slot;
  readonly index: number;
}

/** Puts an item into a list, before the one at `index`; makes the list if it is not there. */
export function insertContent(draft: Draft, { parent, slot, index }: Item, { piece, companion }: Content): void {
  const count = itemCount(parent, slot);
  const holder = objectOf(draft, parent);
  if (slot.kind !== 'primitive' || piece || Array.isArray(holder[slot.name])) {
    const values = listOf(draft, holder, slot.name);
    pad(values, count);
    insertPiece(draft, { holder: values, key: index }, piece ?? nothing);
  }
  if (companion || Array.isArray(holder[`_${slot.name}`])) {
    const companions = listOf(draft, holder, `_${slot.name}`);
    pad(companions, count);
    insertPiece(draft, { holder: companions, key: index }, companion ?? nothing);
  }
}

/** Takes an element away and gives it; lists and parents that have nothing left go with it: FHIR has no empty elements. */
export function takeContent(draft: Draft, place: Place): Content {
  const { parent, slot, index } = place;
  const [piece, companion] = [slot.name, `_${slot.name}`].map((key) => {
    const holder = index === undefined ? parent.object! : parent.object![key];
    if (typeof holder !== 'object' || holder === null) return undefined;
    const target = { holder, key: index ?? key };
    const taken = pieceAt(draft, target);
    if (taken) removePiece(draft, target);
    return taken?.value === null ? undefined : taken;
  });
  tidy(draft, parent, slot);
  return { piece, companion };
}

function tidy(draft: Draft, parent: Parent, { name }: Slot): void {
  const object = parent.object!;
  for (const key of [name, `_${name}`]) {
    const list = object[key];
    if (Array.isArray(list) && list.every((item) => item === null)) removePiece(draft, { holder: object, key });
  }
  const { place } = parent;
  if (!place || place.slot.kind === 'resource' || Object.keys(object).length > 0) return;
  if (place.slot.kind !== 'primitive') takeContent(draft, place);
  else if (place.index === undefined) removePiece(draft, { holder: place.parent.object!, key: `_${place.slot.name}` });
  else {
    const companions = place.parent.object![`_${place.slot.name}`] as JsonValue[];
    putPiece(draft, { holder: companions, key: place.index }, nothing);
    tidy(draft, place.parent, place.slot);
  }
}
