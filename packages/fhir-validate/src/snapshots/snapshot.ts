/** The snapshot of a profile that has only a differential. https://hl7.org/fhir/R4/profiling.html#snapshot */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import { idsOf } from './element-ids.ts';
import { mergeElement } from './merge-element.ts';
import {
  copyOf,
  elementsOf,
  type Segment,
  type SnapshotNode,
  segmentsOf,
  singleType,
  snapshotNode,
  treeOf,
} from './snapshot-tree.ts';
import { byUrl, typeElements } from './type-elements.ts';

/** A StructureDefinition by its canonical address. */
export type FindDefinition = (canonical: string) => JsonObject | undefined;

/** No snapshot can be made; `missing` is the address of what would be needed. */
export class SnapshotError extends Error {
  readonly missing: string | undefined;

  constructor(message: string, missing?: string) {
    super(message);
    this.missing = missing;
  }
}

const base = 'http://hl7.org/fhir/StructureDefinition/';

/**
 * The elements of the snapshot: those of the base, with what the differential says. What is said of a base that only the program
 * knows lacks its words. @throws SnapshotError
 */
export function snapshotOf(definition: JsonObject, find: FindDefinition): JsonObject[] {
  return generate(definition, { find, making: new Set() });
}

interface Making {
  readonly find: FindDefinition;
  /** Definitions under way, so that one derived from itself ends. */
  readonly making: ReadonlySet<JsonObject>;
}

/** Bases below each other, and steps of an element's path. */
const deepest = 100;

function generate(definition: JsonObject, { find, making }: Making): JsonObject[] {
  if (making.has(definition)) throw new SnapshotError(`${String(definition.url)} is derived from itself.`);
  if (making.size > deepest)
    throw new SnapshotError(`${String(definition.url)} has more than ${deepest} bases below each other.`);
  const inside = { find, making: new Set([...making, definition]) };
  const baseAddress = String(definition.baseDefinition ?? '');
  const ofBase = elementsAt(baseAddress, inside);
  if (!ofBase)
    throw new SnapshotError(
      `${String(definition.url)} is derived from ${baseAddress}, which is not loaded.`,
      baseAddress,
    );
  const place: Place = { root: treeOf(ofBase), inside, said: new Set(), narrowed: new Map() };
  const { differential } = definition;
  const said =
    isObject(differential) && Array.isArray(differential.element) ? differential.element.filter(isObject) : [];
  const ids = idsOf(said);
  for (const [at, element] of said.entries()) {
    const node = locate(segmentsOf(ids[at]!), place);
    node.element = mergeElement(node.element, element);
    place.said.add(node);
  }
  return elementsOf(place.root);
}

/** The elements of a definition or type; undefined where it is not loaded. */
function elementsAt(canonical: string, inside: Making): JsonObject[] | undefined {
  const found = inside.find(canonical);
  if (found) {
    const { snapshot, derivation } = found;
    if (isObject(snapshot) && Array.isArray(snapshot.element)) return snapshot.element.filter(isObject);
    if (derivation === 'constraint') return generate(found, inside);
  }
  const address = canonical.split('|')[0]!;
  return address.startsWith(base) ? typeElements(address.slice(base.length)) : undefined;
}

interface Place {
  readonly root: SnapshotNode;
  readonly inside: Making;
  /** What the differential spoke of so far. */
  readonly said: Set<SnapshotNode>;
  /** Choices of which only one type was named, with what they were before. */
  readonly narrowed: Map<SnapshotNode, JsonObject>;
}

/** The node of an id, made where it is not there yet. @throws SnapshotError of an element that the base does not have */
function locate(segments: readonly Segment[], place: Place): SnapshotNode {
  if (segments.length > deepest) throw new SnapshotError(`An element is nested more than ${deepest} steps deep.`);
  let node = place.root;
  for (const { name, slices } of segments.slice(1)) {
    if (node.children.length === 0) unfold(node, place);
    node = childOf(node, name, place);
    for (const slice of slices) node = sliceOf(node, slice, place);
  }
  return node;
}

/** `valueQuantity` is the slice of `value[x]` by its type. */
function childOf(node: SnapshotNode, name: string, place: Place): SnapshotNode {
  const own = node.children.find((child) => child.name === name || child.name === `${name}[x]`);
  if (own) return own;
  for (const child of node.children) {
    if (!child.name.endsWith('[x]') || !name.startsWith(child.name.slice(0, -3))) continue;
    const list = Array.isArray(child.element.type) ? child.element.type.filter(isObject) : [];
    const stem = child.name.slice(0, -3);
    const type = list.find(
      ({ code }) => typeof code === 'string' && stem + code[0]!.toUpperCase() + code.slice(1) === name,
    );
    if (type) return typedSlice(child, { name, type }, place);
  }
  throw new SnapshotError(`${String(node.element.path)} has no element ${name}.`);
}

const byType = { discriminator: [{ type: 'type', path: '$this' }], ordered: false };

/** Where one type alone is named so, and nothing is said of the choice itself, the others are not allowed any more. */
function typedSlice(
  choice: SnapshotNode,
  { name, type }: { readonly name: string; readonly type: JsonObject },
  { said, narrowed }: Place,
): SnapshotNode {
  const known = choice.slices.find((slice) => slice.sliceName === name);
  if (known) return known;
  const before = narrowed.get(choice);
  if (before) choice.element = { ...before, slicing: { ...byType, rules: 'open' } };
  const slice = newSlice(choice, name);
  slice.element = { ...slice.element, type: [type] };
  if (choice.element.slicing) return slice;
  const alone = !said.has(choice);
  if (alone) narrowed.set(choice, choice.element);
  choice.element = {
    ...choice.element,
    ...(alone && { type: [type] }),
    slicing: { ...byType, rules: alone ? 'closed' : 'open' },
  };
  return slice;
}

function sliceOf(node: SnapshotNode, sliceName: string, place: Place): SnapshotNode {
  const known = node.slices.find((slice) => slice.sliceName === sliceName);
  if (known) return known;
  if (node.children.length === 0 && isNested(node)) unfold(node, place);
  return newSlice(node, sliceName);
}

function isNested(node: SnapshotNode): boolean {
  return node.element.contentReference !== undefined;
}

/** A slice begins with what holds for all, but need not be there. */
function newSlice(node: SnapshotNode, sliceName: string): SnapshotNode {
  if (node.name.toLowerCase().endsWith('extension') && !node.element.slicing)
    node.element = { ...node.element, slicing: byUrl };
  const { slicing: _, ...element } = node.element;
  const slice = snapshotNode(node.name, { ...element, min: 0 }, sliceName);
  slice.children = node.children.map(copyOf);
  node.slices.push(slice);
  return slice;
}

/** Gives an element the children of its type, of the profile on its type, or of the element it refers to. */
function unfold(node: SnapshotNode, place: Place): void {
  const { inside } = place;
  const { contentReference, path } = node.element;
  if (typeof contentReference === 'string') {
    const target = locate(segmentsOf(contentReference.slice(contentReference.indexOf('#') + 1)), place);
    node.children = target.children.map(copyOf);
    return;
  }
  const type = singleType(node);
  const [profile] = Array.isArray(type?.profile) ? type.profile : [];
  const code = type ? codeOf(type) : 'Element'; // what all types of a choice have
  const elements =
    (typeof profile === 'string' ? elementsAt(profile, inside) : undefined) ??
    (code === undefined ? undefined : elementsAt(base + code, inside));
  if (!elements)
    throw new SnapshotError(
      `${String(path)} has no children in its base, and its type ${String(type?.code)} is not known.`,
    );
  node.children = treeOf(elements).children;
}

function codeOf({ code }: JsonObject): string | undefined {
  if (typeof code !== 'string') return undefined;
  if (types[code]) return code;
  return code.startsWith('http://hl7.org/fhirpath/System.') ? 'string' : undefined;
}
