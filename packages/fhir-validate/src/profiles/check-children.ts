/** The children of an element against what a profile says of them: how many, in which slices. */
import type { FhirElement } from '@charthouse/fhirpath';
import type { ProfileCheck } from './check.ts';
import { checkItem } from './check-item.ts';
import type { ElementNode } from './element-node.ts';
import { findElement } from './element-tree.ts';
import { itemsOf } from './items.ts';
import { checkSlices } from './slices.ts';

export function checkChildren(element: FhirElement, node: ElementNode, check: ProfileCheck): void {
  for (const child of node.children.values()) {
    const items = itemsOf(element, child.name);
    checkCount(items.length, child, { element, check });
    for (const item of items) checkItem(item, child, check);
    if (child.slices.size > 0 || child.slicing) checkSlices(items, child, check);
  }
}

interface Holder {
  readonly element: FhirElement;
  readonly check: ProfileCheck;
}

/** What the base specification asks already is said by its own check. */
function checkCount(count: number, { id, name, min, max }: ElementNode, { element, check }: Holder): void {
  const base = findElement([element.type.name], name)?.element;
  if (!base) return; // The profile names an element that the type does not have.
  if (min !== undefined && count < min && !(count === 0 && base.min))
    check.found.error('structure', `${id} is needed at least ${min} times here, but stands ${count} times: add it.`);
  if (max !== undefined && count > max && !(base.max === 1 && max >= 1))
    check.found.error(
      'structure',
      max === 0
        ? `${id} is not allowed here: remove it.`
        : `${id} is allowed ${max} times at most, but stands ${count} times.`,
    );
}
