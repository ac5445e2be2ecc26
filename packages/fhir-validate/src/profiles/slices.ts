/** Items sorted into the slices of a profile. https://hl7.org/fhir/R4/profiling.html#slicing */
import type { ProfileCheck } from './check.ts';
import { checkItem } from './check-item.ts';
import { isOfSlice, whyUntold } from './discriminators.ts';
import type { ElementNode, Slicing } from './element-node.ts';
import type { Item } from './items.ts';

const byUrl: Slicing = { discriminators: [{ type: 'value', path: 'url' }], rules: 'open', ordered: false };

function slicingOfNode(node: ElementNode): Slicing | undefined {
  if (node.slicing) return node.slicing;
  return node.name === 'extension' || node.name === 'modifierExtension' ? byUrl : undefined;
}

/** `@default` takes the items that fit no other slice. https://hl7.org/fhir/R4/profiling.html#default-slice */
export function checkSlices(items: readonly Item[], node: ElementNode, check: ProfileCheck): void {
  const slicing = slicingOfNode(node);
  if (!slicing) return;
  const slices = [...node.slices.values()];
  const others = slices.findIndex(({ sliceName }) => sliceName === '@default');
  const fitting = items.map(({ element }) =>
    slices.flatMap((slice, at) => (at !== others && isOfSlice(element, { slice, slicing }, check) ? [at] : [])),
  );
  const sorted = fitting.map(([first = others]) => first);
  for (const [at, several] of fitting.entries())
    if (several.length > 1)
      check.found.error(
        'structure',
        `This item fits several slices of ${node.id}: ${several.map((one) => slices[one]?.sliceName).join(', ')}. It must fit one only.`,
        items[at]?.step,
      );
  let faulty = false;
  for (const [at, slice] of slices.entries()) {
    const own = items.filter((_, index) => sorted[index] === at);
    if (at !== others && own.length === 0 && isUntold(slice, slicing, check)) faulty = true;
    else checkSlice(own, slice, check);
  }
  if (!faulty) checkRules(items, sorted, { node, slicing, check });
}

const untold = new WeakMap<ElementNode, { readonly why: string | undefined }>();

/** The profile cannot mean what it says: its fault, which is said, not that of the resource. An error where the slice is required. */
function isUntold(slice: ElementNode, slicing: Slicing, check: ProfileCheck): boolean {
  const { found } = check;
  const known = untold.get(slice) ?? { why: whyUntold({ slice, slicing }, check) };
  untold.set(slice, known);
  if (known.why === undefined) return false;
  const said = `The profile is at fault: no item can be told to be of its slice ${slice.id}, as ${known.why}. Correct the profile.`;
  if ((slice.min ?? 0) > 0) found.error('processing', said);
  else found.warning('processing', said);
  return true;
}

function checkSlice(items: readonly Item[], slice: ElementNode, check: ProfileCheck): void {
  const { id, min, max } = slice;
  if (min !== undefined && items.length < min)
    check.found.error(
      'structure',
      items.length === 0
        ? `An item of the slice ${id} is required, but there is none: add it.`
        : `The slice ${id} needs at least ${min} items, but has ${items.length}.`,
    );
  if (max !== undefined && items.length > max)
    check.found.error('structure', `The slice ${id} may have ${max} items at most, but has ${items.length}.`);
  for (const item of items) checkItem(item, slice, check);
  if (slice.slices.size > 0 || slice.slicing) checkSlices(items, slice, check);
}

interface Rules {
  readonly node: ElementNode;
  readonly slicing: Slicing;
  readonly check: ProfileCheck;
}

function checkRules(items: readonly Item[], sorted: readonly number[], { node, slicing, check }: Rules): void {
  let last = -1;
  for (const [index, { step }] of items.entries()) {
    const slice = sorted[index]!;
    if (slice < 0) {
      if (slicing.rules === 'closed')
        check.found.error(
          'structure',
          `This item fits none of the slices of ${node.id}, and others are not allowed.`,
          step,
        );
      if (slicing.rules === 'openAtEnd') last = Number.POSITIVE_INFINITY;
    } else if (last === Number.POSITIVE_INFINITY)
      check.found.error('structure', `Items of the slices of ${node.id} stand before all others.`, step);
    else if (slicing.ordered && slice < last)
      check.found.error('structure', `The items of ${node.id} are not in the order of the slices.`, step);
    else last = Math.max(last, slice);
  }
}
