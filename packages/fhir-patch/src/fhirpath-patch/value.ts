/** The value part of an operation: any type of `value[x]`, a resource, or an element built from parts. https://hl7.org/fhir/R4/fhirpatch.html */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import { jsonKind, layoutOf, type Slot } from '@charthouse/fhir-xml';
import { copyPiece, type Draft, pieceAt } from '../draft.ts';
import { fail, failMalformed } from '../failure.ts';
import { type Content, insertContent, itemCount, setContent } from './edit.ts';
import { isThere, type Parent, slotsNamed } from './place.ts';

/** A value as the Parameters resource has it, and the name it is for. */
export interface NamedValue {
  readonly name: string;
  readonly part: JsonObject;
}

/** The property that `name` means for this value in an element of `type`, and what goes there. */
export interface Fitting {
  readonly slot: Slot;
  readonly content: Content;
}

/** @throws PatchFailure when the type has no such element, or the value is not of its type. */
export function fitValue(draft: Draft, type: string, given: NamedValue): Fitting {
  const { name, part } = given;
  const options = slotsNamed(type, name);
  if (options.length === 0) fail(`${type} has no element "${name}"`);
  const kinds = ['part', 'resource', 'value'].filter((kind) => hasKind(part, kind));
  if (kinds.length !== 1)
    fail(
      `the value of "${name}" must be one of value[x], resource and part, and is ${kinds.join(' and ') || 'none of them'}`,
    );
  if (kinds[0] === 'part') return fromParts(draft, options, given);
  if (kinds[0] === 'resource') return fromResource(draft, options, given);
  return fromValue(draft, options, given);
}

function hasKind(part: JsonObject, kind: string): boolean {
  if (kind !== 'value') return part[kind] !== undefined;
  return Object.keys(part).some((key) => /^_?value[A-Z]/.test(key));
}

function fromValue(draft: Draft, options: Slot[], { name, part }: NamedValue): Fitting {
  const source = [...layoutOf('Parameters.parameter').slots.values()].filter(
    (slot) => slot.element === 'value' && (part[slot.name] !== undefined || part[`_${slot.name}`] !== undefined),
  );
  if (source.length !== 1) fail(`the value of "${name}" must have one value[x] of a type that Parameters may have`);
  const given = source[0]!;
  const slot = options.find(({ type }) => type === given.type) ?? options.find(({ type }) => agree(type, given.type));
  if (!slot)
    return fail(`"${name}" may be ${options.map(({ type }) => type).join(' | ')}, and the value is ${given.type}`);
  const copied = (key: string) => {
    const piece = pieceAt(draft, { holder: part, key });
    return piece && copyPiece(draft, piece, 0);
  };
  const companion = given.kind === 'primitive' ? copied(`_${given.name}`) : undefined;
  return { slot, content: { piece: copied(given.name), companion } };
}

/** Whether a value of type `given` may stand where `wanted` is asked for: same kind of primitive, or related (Quantity, Age). */
function agree(wanted: string, given: string): boolean {
  const [a, b] = [types[wanted], types[given]];
  if (a?.kind === 'primitive-type' && b?.kind === 'primitive-type') return jsonKind(wanted) === jsonKind(given);
  return a?.base === given || b?.base === wanted;
}

function fromResource(draft: Draft, options: Slot[], { name, part }: NamedValue): Fitting {
  const slot = options.find(({ kind }) => kind === 'resource');
  if (!slot) return fail(`"${name}" is no place for a resource`);
  const piece = copyPiece(draft, pieceAt(draft, { holder: part, key: 'resource' })!, 0);
  return { slot, content: { piece, companion: undefined } };
}

function fromParts(draft: Draft, options: Slot[], { name, part }: NamedValue): Fitting {
  const slot =
    options.length === 1 ? options[0]! : fail(`"${name}" is a choice: say which, e.g. "${options[0]!.name}"`);
  if (slot.kind !== 'complex') return fail(`"${name}" is ${slot.type}, which cannot be built from parts`);
  const object: JsonObject = {};
  const parent: Parent = { object, type: slot.type, place: undefined };
  for (const inner of partsOf(part)) {
    const fitting = fitValue(draft, slot.type, inner);
    if (fitting.slot.list) {
      const index = itemCount(parent, fitting.slot);
      insertContent(draft, { parent, slot: fitting.slot, index }, fitting.content);
    } else {
      refuseSecond(parent, fitting.slot);
      setContent(draft, object, fitting);
    }
  }
  if (Object.keys(object).length === 0) fail(`the value of "${name}" has no parts`);
  return { slot, content: { piece: { value: object }, companion: undefined } };
}

/** An element that does not repeat can be set where it is not there yet (nor, of a choice, any other option of it). */
export function refuseSecond(parent: Parent, { element }: Slot): void {
  const there = slotsNamed(parent.type, element).find((option) => isThere(parent, option));
  if (there) fail(`${parent.type} has "${there.name}" already, and may have one "${element}"`);
}

/** The parts of a parameter, each with its name. */
export function partsOf({ part }: JsonObject): NamedValue[] {
  if (part === undefined) return [];
  if (!Array.isArray(part)) return failMalformed('"part" must be a list');
  return part.map((item) => {
    if (!isObject(item) || typeof item.name !== 'string') return failMalformed('every part must have a name');
    return { name: item.name, part: item };
  });
}
