/** A snapshot as a tree: children in their order, slices beside the element they slice. https://hl7.org/fhir/R4/elementdefinition.html#id */
import { isObject, type JsonObject } from '@charthouse/fhir-model';

export interface SnapshotNode {
  /** As in paths: `name`, `value[x]`. */
  readonly name: string;
  readonly sliceName: string | undefined;
  element: JsonObject;
  children: SnapshotNode[];
  readonly slices: SnapshotNode[];
}

export function snapshotNode(name: string, element: JsonObject, sliceName?: string): SnapshotNode {
  return { name, sliceName, element, children: [], slices: [] };
}

/** One segment of an id: its name, and its slices from the outermost to the innermost. */
export interface Segment {
  readonly name: string;
  readonly slices: readonly string[];
}

/** `Patient.name:official/short.given` → its segments; a slice of a slice is named by both. */
export function segmentsOf(id: string): Segment[] {
  return id.split('.').map((text) => {
    const at = text.indexOf(':');
    if (at < 0) return { name: text, slices: [] };
    const parts = text.slice(at + 1).split('/');
    return { name: text.slice(0, at), slices: parts.map((_, n) => parts.slice(0, n + 1).join('/')) };
  });
}

/** `elements`: a snapshot, the root first. */
export function treeOf(elements: readonly JsonObject[]): SnapshotNode {
  const [first = {}] = elements;
  const root = snapshotNode(String(first.path ?? ''), first);
  for (const element of elements.slice(1)) {
    const id = String(element.id ?? element.path);
    let node = root;
    const segments = segmentsOf(id).slice(1);
    for (const [at, { name, slices }] of segments.entries()) {
      const last = at === segments.length - 1;
      node = childOf(node, name, last && slices.length === 0 ? element : {});
      for (const slice of slices) node = sliceOf(node, slice, last && slice === slices.at(-1) ? element : {});
    }
  }
  return root;
}

function childOf(node: SnapshotNode, name: string, element: JsonObject): SnapshotNode {
  const known = node.children.find((child) => child.name === name);
  if (known) return known;
  const made = snapshotNode(name, element);
  node.children.push(made);
  return made;
}

function sliceOf(node: SnapshotNode, sliceName: string, element: JsonObject): SnapshotNode {
  const known = node.slices.find((slice) => slice.sliceName === sliceName);
  if (known) return known;
  const made = snapshotNode(node.name, element, sliceName);
  node.slices.push(made);
  return made;
}

/** A copy that can be changed. */
export function copyOf(node: SnapshotNode): SnapshotNode {
  return { ...node, children: node.children.map(copyOf), slices: node.slices.map(copyOf) };
}

/** The elements in the order of a snapshot, with the ids and paths of where they stand now. */
export function elementsOf(root: SnapshotNode): JsonObject[] {
  const elements: JsonObject[] = [];
  const visit = (node: SnapshotNode, id: string, path: string): void => {
    elements.push({ ...node.element, id, path, ...(node.sliceName !== undefined && { sliceName: node.sliceName }) });
    for (const child of node.children) visit(child, `${id}.${child.name}`, `${path}.${child.name}`);
    for (const slice of node.slices) visit(slice, `${id.replace(/:[^.:]*$/, '')}:${slice.sliceName}`, path);
  };
  visit(root, root.name, root.name);
  return elements.map(({ id, path, ...rest }) => ({ id, path, ...rest }));
}

/** The only type of an element, where it has one only. */
export function singleType({ element }: SnapshotNode): JsonObject | undefined {
  const list = Array.isArray(element.type) ? element.type.filter(isObject) : [];
  return list.length === 1 ? list[0] : undefined;
}
