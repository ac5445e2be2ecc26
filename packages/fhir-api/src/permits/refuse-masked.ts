/** What is not shown cannot be searched or sorted by either: the answer would tell it. */
import { type Mask, outcomes } from '@charthouse/fhir-model';
import type { Search } from '@charthouse/fhir-search';
import type { Call } from '../call.ts';
import type { WriteCall } from '../writing/write-call.ts';

/** Parameters whose values come from anywhere in a resource. */
const whole = ['_text', '_content', '_filter', '_query'];

/** @throws OutcomeError 403 naming the parameter */
export function refuseMasked({ query }: Call, mask: Mask, search: Search): void {
  const types = Object.keys(mask);
  if (types.length === 0 || query.length === 0) return;
  const codes = new Set([...whole, ...types.flatMap((type) => codesOn(type, mask, search))]);
  for (const [name, value] of query) {
    const named = name === '_sort' ? value.split(',').map((one) => one.replace(/^-/, '')) : name.split(/[.:]/);
    const code = named.find((one) => codes.has(one));
    if (code !== undefined)
      throw outcomes.forbidden(`"${name}": you may not search or sort by ${code}, which is not shown to you.`);
  }
}

/**
 * Nor can it be changed: a replacement would lose what is masked, and a patch could test it or move it to where it is shown.
 * @throws OutcomeError 403
 */
export function refuseMaskedChange({ kind, type, place }: WriteCall, mask: Mask = {}): void {
  if ((kind === 'update' || kind === 'patch') && Object.hasOwn(mask, type))
    throw outcomes.forbidden(`You are shown only a part of ${type}, so you cannot change it.`, place || undefined);
}

function codesOn(type: string, mask: Mask, search: Search): string[] {
  const paths = (mask[type] ?? []).map((path) => `${type}.${path}`);
  const all = search.parametersOf(type);
  const byUrl = new Map(all.map(({ url, expression }) => [url, expression]));
  // A composite reads what its components do.
  const read = ({ expression, component = [] }: (typeof all)[number]) =>
    [expression, ...component.map(({ definition }) => byUrl.get(definition))].join(' | ');
  return all.filter((one) => paths.some((path) => touches(read(one), path))).map(({ code }) => code);
}

/** The expression reads the element, what is in it, or what it is in. */
function touches(expression: string, path: string): boolean {
  return (expression.match(/[A-Z]\w*(?:\.\w+)+/g) ?? []).some(
    (read) => `${read}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${read}.`),
  );
}
