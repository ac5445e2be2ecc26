/** The resources that are contained in one: found by rows of their own. https://hl7.org/fhir/R4/references.html#contained */
import { isObject, type Resource } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';

export interface Contained {
  readonly place: number;
  readonly id: string;
  readonly resource: Resource;
}

/** What has an id to be referred to by, and a type that is known; of several with one id the first. */
export function containedIn({ contained }: Resource): Contained[] {
  if (!Array.isArray(contained)) return [];
  const seen = new Set<string>();
  return contained.flatMap((one, place): Contained[] => {
    if (!isObject(one) || typeof one.resourceType !== 'string' || !isResourceType(one.resourceType)) return [];
    if (typeof one.id !== 'string' || one.id === '' || seen.has(one.id)) return [];
    seen.add(one.id);
    return [{ place, id: one.id, resource: one as Resource }];
  });
}

/** Types by the id that a reference `#id` names. */
export function fragmentsOf(within: readonly Contained[]): Map<string, string> {
  return new Map(within.map(({ id, resource }) => [id, resource.resourceType]));
}
