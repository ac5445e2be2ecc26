/** A profile as a tree: its snapshot, or its differential over the tree of the profile it constrains. https://hl7.org/fhir/R4/profiling.html */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { constrain, copyNode, type ElementNode, newNode, type TypeChoice } from './element-node.ts';

/** The base type's own elements need no nodes: the validator of the base specification checks them. */
export function baseTree(type: string): ElementNode {
  return newNode(type, type);
}

export interface TreeParts {
  readonly type: string;
  /** ElementDefinitions in their order. */
  readonly elements: readonly JsonObject[];
  readonly rootOf: RootOf;
  /** The snapshot, where `elements` are the differential and one is there. */
  readonly published?: readonly JsonObject[];
}

/** The tree of `base` is not changed. */
export function elementTree(base: ElementNode, { type, elements, rootOf, published = [] }: TreeParts): ElementNode {
  const root = copyNode(base);
  /** The last node at each depth, to place elements that have no ids. */
  const open: ElementNode[] = [root];
  const named: Place['named'] = new Map();
  const said = new Set<ElementNode>();
  for (const definition of elements) {
    const node = nodeOf(definition, { root, type, open, rootOf, named });
    if (!node) continue;
    constrain(node, definition);
    said.add(node);
  }
  for (const [choice, codes] of named)
    if (codes.size === 1 && !said.has(choice) && !allowsMore(choice, published))
      choice.types = [...codes].map(typeOnly);
  return root;
}

/** The tree of a profile; undefined where it is not loaded, or is being made just now. */
export type RootOf = (canonical: string) => ElementNode | undefined;

interface Place {
  readonly rootOf: RootOf;
  readonly root: ElementNode;
  readonly type: string;
  readonly open: ElementNode[];
  /**
   * The types by which elements with a choice are named. Where it is one, and nothing is said of the choice itself, the others
   * are not allowed any more: so are the snapshots that the specification publishes.
   */
  readonly named: Map<ElementNode, Set<string>>;
}

/** The profile's own snapshot lists several types. */
function allowsMore({ id }: ElementNode, published: readonly JsonObject[]): boolean {
  const type = published.find((element) => element.id === id)?.type;
  return Array.isArray(type) && type.length > 1;
}

function typeOnly(code: string): TypeChoice {
  return { code, profiles: [], targets: [], aggregation: [] };
}

function nodeOf(definition: JsonObject, place: Place): ElementNode | undefined {
  const { id, path, sliceName } = definition;
  if (typeof path !== 'string') return undefined;
  const byId = typeof id === 'string' && id.replace(/:[^.]*/g, '').split('.').length === path.split('.').length;
  const segments = (byId ? (id as string) : path).split('.');
  if (segments.length === 1) return place.root;
  return byId
    ? walk(segments, place)
    : walkOpen(segments, typeof sliceName === 'string' ? sliceName : undefined, place);
}

/** By id: `Patient.name:official.family`. */
function walk(segments: readonly string[], { root, type, rootOf, named }: Place): ElementNode {
  let node = root;
  let types: readonly string[] = [type];
  for (const segment of segments.slice(1)) {
    const [name, slice] = segment.split(':') as [string, string | undefined];
    unfold(node, rootOf);
    ({ node, types } = step({ node, types, named }, name, slice));
  }
  return node;
}

/** By path, below the node that was named last. */
function walkOpen(segments: readonly string[], sliceName: string | undefined, place: Place): ElementNode {
  const { open } = place;
  let depth = 1;
  while (depth < segments.length - 1 && open[depth]?.name === plainName(segments[depth]!)) depth++;
  open.length = depth;
  let node = open[depth - 1]!;
  let types = typesAt(segments.slice(0, depth), place.type);
  for (const segment of segments.slice(depth)) {
    unfold(node, place.rootOf);
    const last = open.length === segments.length - 1;
    ({ node, types } = step({ node, types, named: place.named }, segment, last ? sliceName : undefined));
    open.push(node);
  }
  return node;
}

/** What a profile says of an element's type holds for its children before they are constrained further. */
function unfold(node: ElementNode, rootOf: RootOf): void {
  const [only, ...others] = node.types ?? [];
  const [profile, ...more] = only?.profiles ?? [];
  if (profile === undefined || others.length > 0 || more.length > 0) return;
  for (const [name, child] of rootOf(profile)?.children ?? [])
    if (!node.children.has(name)) node.children.set(name, copyNode(child));
}

function plainName(segment: string): string {
  return segment.replace('[x]', '');
}

function typesAt(segments: readonly string[], type: string): readonly string[] {
  let own: readonly string[] = [type];
  for (const segment of segments.slice(1)) own = findElement(own, segment)?.element.types ?? [];
  return own;
}

interface Spot extends Pick<Place, 'named'> {
  readonly node: ElementNode;
  /** The types the node's element may have in the base. */
  readonly types: readonly string[];
}

/** The child `name`, or a slice of it; `valueQuantity` is the slice of `value[x]` by its type. */
function step({ node, types: own, named }: Spot, name: string, sliceName: string | undefined): Spot {
  const found = findElement(own, name);
  const child = childOf(node, found?.element.name ?? plainName(name), found?.element.choice === true);
  if (found?.typed === undefined || sliceName !== undefined) {
    const types = found?.element.types ?? [];
    return { node: sliceName === undefined ? child : sliceOf(child, sliceName), types, named };
  }
  child.slicing ??= { discriminators: [{ type: 'type', path: '$this' }], rules: 'open', ordered: false };
  const slice = sliceOf(child, name);
  slice.types ??= [typeOnly(found.typed)];
  named.set(child, (named.get(child) ?? new Set()).add(found.typed));
  return { node: slice, types: [found.typed], named };
}

interface FoundElement {
  readonly element: ElementType;
  /** The one type that the name `valueQuantity` says. */
  readonly typed: string | undefined;
}

export function findElement(holders: readonly string[], segment: string): FoundElement | undefined {
  const name = plainName(segment);
  for (const holder of holders)
    for (const element of types[holder]?.elements ?? []) {
      if (element.name === name) return { element, typed: undefined };
      if (!element.choice || !name.startsWith(element.name)) continue;
      const typed = element.types.find((type) => element.name + type[0]!.toUpperCase() + type.slice(1) === name);
      if (typed !== undefined) return { element, typed };
    }
  return undefined;
}

/** The path of the first element that the type does not have; what stands below any resource is not known beforehand. */
export function unknownPath(type: string, elements: readonly JsonObject[]): string | undefined {
  const isUnknown = ({ path }: JsonObject) => {
    if (typeof path !== 'string') return false;
    let own: readonly string[] = [type];
    for (const segment of path.split('.').slice(1)) {
      if (own.some((name) => !isTold(name))) return false;
      const found = findElement(own, segment);
      if (!found) return true;
      own = found.typed === undefined ? found.element.types : [found.typed];
    }
    return false;
  };
  return elements.find(isUnknown)?.path as string | undefined;
}

function isTold(type: string): boolean {
  const { kind, elements = [] } = types[type] ?? {};
  return kind !== 'primitive-type' && elements.length > 0 && type !== 'Resource' && type !== 'DomainResource';
}

function childOf(node: ElementNode, name: string, choice: boolean): ElementNode {
  const own = node.children.get(name) ?? newNode(name, `${node.id}.${name}${choice ? '[x]' : ''}`);
  own.choice = choice;
  node.children.set(name, own);
  return own;
}

/** A slice; `a/b` is the slice `b` of the slice `a`. A new one starts from what holds for all items. */
function sliceOf(node: ElementNode, sliceName: string): ElementNode {
  let own = node;
  for (const part of sliceName.split('/')) {
    const known = own.slices.get(part);
    const next = known ?? newNode(own.name, `${own.id}:${part}`, part);
    if (!known) own.slices.set(part, next);
    next.choice = own.choice;
    own = next;
  }
  return own;
}

/** The differential, or the snapshot where there is no differential. */
export function elementsOf(profile: JsonObject, part: 'differential' | 'snapshot'): JsonObject[] {
  const own = profile[part];
  return isObject(own) && Array.isArray(own.element) ? own.element.filter(isObject) : [];
}
