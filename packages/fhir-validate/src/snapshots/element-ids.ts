/** Ids of the elements of a differential, also of those that have none. https://hl7.org/fhir/R4/elementdefinition.html#id */
import type { JsonObject } from '@charthouse/fhir-model';

/** Elements without an id stand below the last one with their path's beginning. */
export function idsOf(elements: readonly JsonObject[]): string[] {
  let open: string[] = [];
  return elements.map(({ id, path, sliceName }) => {
    const names = String(path).split('.');
    if (typeof id === 'string' && id.replace(/:[^.]*/g, '').split('.').length === names.length) {
      open = id.split('.');
      return id;
    }
    let same = 0;
    while (same < names.length - 1 && open[same]?.split(':')[0] === names[same]) same++;
    open = [...open.slice(0, same), ...names.slice(same)];
    if (typeof sliceName === 'string') open[open.length - 1] += `:${sliceName}`;
    return open.join('.');
  });
}
