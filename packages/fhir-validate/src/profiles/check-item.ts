/** One of the items of an element against a node, at its place. */
import type { ProfileCheck } from './check.ts';
import type { ElementNode } from './element-node.ts';
import type { Item } from './items.ts';

export function checkItem({ element, step }: Item, node: ElementNode, check: ProfileCheck): void {
  const from = check.found.count;
  check.checkElement(element, node, check);
  check.found.under(from, step);
}
