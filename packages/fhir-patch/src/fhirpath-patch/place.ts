/** Where an element stands in the JSON of a resource, by the definitions. https://hl7.org/fhir/R4/json.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { layoutOf, type Slot } from '@charthouse/fhir-xml';
import type { Draft } from '../draft.ts';
import { fail } from '../failure.ts';
import { type ElementPath, evaluatePath, type PathStep } from './path.ts';

/** An element that may have children: a resource, a complex element, or a primitive (whose children stand at `_name`). */
export interface Parent {
  /** Undefined: a primitive without id and extensions. */
  readonly object: JsonObject | undefined;
  /** Type name in the definitions. */
  readonly type: string;
  /** Where it stands itself; undefined for the resource. */
  readonly place: Place | undefined;
}

/** A property of an element, or an item of a repeating one. */
export interface Place {
  readonly parent: Parent;
  readonly slot: Slot;
  readonly index: number | undefined;
}

/** The one element that a path leads to. */
export function onePlace(draft: Draft, path: string): Place | 'resource' {
  return placeIfFound(draft, path) ?? fail(`no element is found at ${path}`);
}

/** The one element that a path leads to, if there is any. */
export function placeIfFound(draft: Draft, path: string): Place | 'resource' | undefined {
  const found = evaluatePath(draft.root[0]!, path);
  if (found.length > 1) fail(`${path} leads to ${found.length} elements, and must lead to one`);
  return found[0] && placeOf(draft, found[0]);
}

function placeOf(draft: Draft, path: ElementPath): Place | 'resource' {
  let place: Place | 'resource' = 'resource';
  for (const step of path) place = child(parentAt(draft, place), step);
  return place;
}

/** The element at a place, as the parent of others. */
export function parentAt(draft: Draft, place: Place | 'resource'): Parent {
  if (place === 'resource') return resourceParent(draft.root[0], undefined);
  const value = valueAt(place);
  if (place.slot.kind === 'resource') return resourceParent(value, place);
  const object = place.slot.kind === 'primitive' ? valueAt(place, '_') : value;
  return { object: isObject(object) ? object : undefined, type: place.slot.type, place };
}

function resourceParent(value: JsonValue | undefined, place: Place | undefined): Parent {
  const type = isObject(value) ? value.resourceType : undefined;
  if (!isObject(value) || typeof type !== 'string' || !isResourceType(type))
    return fail('there is no resource of FHIR R4');
  return { object: value, type, place };
}

/** The value at a place, or (`_`) the id and extensions of a primitive. */
function valueAt({ parent, slot, index }: Place, prefix: '' | '_' = ''): JsonValue | undefined {
  const value = parent.object?.[prefix + slot.name];
  if (index === undefined) return value;
  return Array.isArray(value) ? value[index] : undefined;
}

function child(parent: Parent, { name, index }: PathStep): Place {
  const slot = slotsNamed(parent.type, name).find((option) => isThere(parent, option));
  if (!slot) return fail(`${parent.type} has no element "${name}" in the definitions`);
  return { parent, slot, index: slot.list ? (index ?? 0) : undefined };
}

/** Whether an element has a property (or, of a primitive, its id and extensions). */
export const isThere = ({ object }: Parent, { name }: Slot): boolean =>
  object !== undefined && (Object.hasOwn(object, name) || Object.hasOwn(object, `_${name}`));

/** The properties that an element name may mean: one, or the options of a choice (by `value`, `value[x]` or `valueQuantity`). */
export function slotsNamed(type: string, name: string): Slot[] {
  const { slots } = layoutOf(type);
  const exact = slots.get(name);
  if (exact) return [exact];
  const element = name.endsWith('[x]') ? name.slice(0, -3) : name;
  return [...slots.values()].filter((slot) => slot.element === element);
}
