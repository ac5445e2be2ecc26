/** Links within a narrative lead somewhere. https://hl7.org/fhir/R4/narrative.html#id */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import { shown } from '../words.ts';
import type { PlaceCheck } from './place.ts';

const links = /\s(?:href|src)\s*=\s*["']#([^"']+)["']/g;
const anchors = /\s(?:id|name)\s*=\s*["']([^"']+)["']/g;

export const narrative: PlaceCheck = ({ element: { value } }, { found }) => {
  const div = isObject(value) ? value.div : undefined;
  if (typeof div !== 'string' || !div.includes('#')) return;
  const wanted = new Set([...div.matchAll(links)].map(([, name]) => name!));
  if (wanted.size === 0) return;
  const ids = idsIn(found.scope.resource?.value);
  for (const [, id] of div.matchAll(anchors)) ids.add(id!);
  for (const name of wanted)
    if (!ids.has(name))
      found.error(
        'not-found',
        `The link ${shown(`#${name}`)} leads nowhere: the narrative has no such id, nor has the resource.`,
        'div',
      );
};

/** Ids of the elements and contained resources of a resource. */
function idsIn(value: JsonValue | undefined): Set<string> {
  const ids = new Set<string>();
  const visit = (own: JsonValue | undefined): void => {
    if (Array.isArray(own)) for (const item of own) visit(item);
    else if (isObject(own)) {
      if (typeof own.id === 'string') ids.add(own.id);
      for (const key in own) visit(own[key]);
    }
  };
  visit(value);
  return ids;
}
