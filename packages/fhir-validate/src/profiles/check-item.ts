/** One of the items of an element against a node, at its place. */
import type { ProfileCheck } from './check.ts';
import type { ElementNode } from './element-node.ts';
import type { Item } from './items.ts';

export function checkItem({ element, step }: Item, node: ElementNode, check: ProfileCheck): void {
  const from = check.found.count;
  try {
    check.checkElement(element, node, check);
  } finally {
    check.found.under(from, step); // also where the check gives up: what was found stands at its place
  }
}
