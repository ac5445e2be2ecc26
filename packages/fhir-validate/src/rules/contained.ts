/**
 * dom-3, dom-4, dom-5: a contained resource is referred to from its container (or refers to it), and has no version, time of change or
 * security label of its own. https://hl7.org/fhir/R4/references.html#contained
 */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import type { ElementRule } from '../structure/element.ts';
import { shown } from '../words.ts';

export const contained: ElementRule = (resource, found) => {
  const list = resource.contained;
  if (!Array.isArray(list)) return;
  let named: ReadonlySet<string> | undefined;
  const ids = new Set<JsonValue>();
  for (const [at, inner] of list.entries()) {
    if (!isObject(inner)) continue;
    const from = found.count;
    named ??= localNames(resource);
    if (!(typeof inner.id === 'string' && named.has(`#${inner.id}`)) && !localNames(inner).has('#'))
      found.error(
        'invariant',
        'The contained resource is not referred to from the resource, nor does it refer to it (dom-3): refer to it or remove it.',
      );
    checkMeta(inner.meta, found);
    if (inner.id !== undefined && ids.has(inner.id))
      found.error('business-rule', `Another contained resource has the id ${shown(inner.id)} too: give each its own.`);
    if (inner.id !== undefined) ids.add(inner.id);
    found.under(from, `contained[${at}]`);
  }
};

function checkMeta(meta: JsonValue | undefined, found: Findings): void {
  if (!isObject(meta)) return;
  if (meta.versionId !== undefined || meta.lastUpdated !== undefined)
    found.error('invariant', 'A contained resource has no versionId and lastUpdated of its own (dom-4): remove them.');
  if (meta.security !== undefined)
    found.error('invariant', 'A contained resource has no security labels of its own (dom-5): remove them.');
}

/** Every text that starts with `#`, as references, canonicals and uris to contained resources do, and the links of the narrative. */
function localNames(resource: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: JsonValue | undefined): void => {
    if (typeof value === 'string') {
      if (value.startsWith('#')) names.add(value);
      else if (value.startsWith('<')) for (const [, link] of value.matchAll(/=["'](#[^"']+)["']/g)) names.add(link!);
    } else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value)) for (const key in value) visit(value[key]);
  };
  visit(resource);
  return names;
}
