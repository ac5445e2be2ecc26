/** The values that the components of a composite have in one element. */
import type { JsonValue } from '@charthouse/fhir-model';
import { addPath, emptyTree, type Tree, walk } from '../../expression/walk.ts';
import type { Component } from '../../parameters/parameter.ts';
import type { FoundValue } from './forms.ts';

const trees = new WeakMap<Component, Tree<FoundValue[]>>();

export function valuesOf(component: Component, element: JsonValue): FoundValue[] {
  let tree = trees.get(component);
  if (!tree) {
    tree = treeOf(component);
    trees.set(component, tree);
  }
  const found: FoundValue[] = [];
  walk(tree, element, found);
  return found;
}

function treeOf(component: Component): Tree<FoundValue[]> {
  const tree = emptyTree<FoundValue[]>();
  for (const path of component.paths)
    addPath(tree, path, (value, found) =>
      found.push({ value, dataType: path.type, ...(path.valueSet && { valueSet: path.valueSet }) }),
    );
  return tree;
}
