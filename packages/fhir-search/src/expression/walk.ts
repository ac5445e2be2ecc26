/** A tree of all paths of a resource type, so that one walk visits each element once, whatever the number of parameters. */
import type { JsonValue } from '@charthouse/fhir-model';
import { isObject } from '@charthouse/fhir-model';
import type { JsonPath, JsonStep } from './resolve.ts';

/** May tell what contained resources are, by id: for references such as `#id`. */
type Walked = { readonly fragments?: ReadonlyMap<string, string> } | readonly unknown[];

/** Called with each value that stands at the end of a path; `out` is passed through. */
export type Sink<Out> = (value: JsonValue, out: Out) => void;

export interface Tree<Out> {
  readonly sinks: Sink<Out>[];
  readonly properties: { readonly name: string; readonly tree: Tree<Out> }[];
  readonly filters: { readonly step: JsonStep; readonly tree: Tree<Out> }[];
}

export function emptyTree<Out>(): Tree<Out> {
  return { sinks: [], properties: [], filters: [] };
}

/** Hangs a sink at the end of a path. */
export function addPath<Out>(tree: Tree<Out>, path: JsonPath, sink: Sink<Out>): void {
  let at = tree;
  for (const step of path.steps) at = branch(at, step);
  at.sinks.push(sink);
}

function branch<Out>(tree: Tree<Out>, step: JsonStep): Tree<Out> {
  if (step.kind === 'property') {
    const known = tree.properties.find((property) => property.name === step.name);
    if (known) return known.tree;
    const made = emptyTree<Out>();
    tree.properties.push({ name: step.name, tree: made });
    return made;
  }
  const name = JSON.stringify(step);
  const known = tree.filters.find((filter) => JSON.stringify(filter.step) === name);
  if (known) return known.tree;
  const made = emptyTree<Out>();
  tree.filters.push({ step, tree: made });
  return made;
}

/** Walks from a value that is no array. */
export function walk<Out extends Walked>(tree: Tree<Out>, value: JsonValue, out: Out): void {
  for (const sink of tree.sinks) sink(value, out);
  for (const filter of tree.filters) if (passes(filter.step, value, out)) walk(filter.tree, value, out);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const { name, tree: next } of tree.properties) {
    const child = value[name];
    if (child === undefined || child === null) continue;
    if (Array.isArray(child)) {
      for (const item of child) if (item !== null) walk(next, item, out);
    } else walk(next, child, out);
    for (const filter of next.filters)
      if (filter.step.kind === 'index') walkAt(filter.step.at, filter.tree, { child, out });
  }
}

function walkAt<Out extends Walked>(at: number, tree: Tree<Out>, { child, out }: { child: JsonValue; out: Out }): void {
  const item = Array.isArray(child) ? child[at] : at === 0 ? child : undefined;
  if (item !== undefined && item !== null) walk(tree, item, out);
}

function passes(step: JsonStep, value: JsonValue, out: Walked): boolean {
  if (!isObject(value)) return false;
  if (step.kind === 'where') return value[step.field] === step.value;
  return step.kind === 'target' && targetType(value, out) === step.type;
}

/** The type of resource that a Reference names: by its text, else by its `type`; of a resource itself, its own. */
function targetType(value: JsonValue, out: Walked): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.resourceType === 'string') return value.resourceType;
  if (typeof value.reference === 'string') {
    if (value.reference.startsWith('#'))
      return 'fragments' in out ? out.fragments?.get(value.reference.slice(1)) : undefined;
    const found = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[^/]+)?$/.exec(value.reference);
    if (found) return found[1];
  }
  return typeof value.type === 'string' ? value.type : undefined;
}
