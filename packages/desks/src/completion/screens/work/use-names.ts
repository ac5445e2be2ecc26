/** What people and departments are called, by their references: tasks of rules name them by id alone. */
import { displayName, matches, nameInUse, useFhir } from '@charthouse/ui';
import type { Bundle, Organization, Practitioner, Reference } from 'fhir/r4';

type Named = Practitioner | Organization;

/** The name of a reference; the reference itself while it is not known. */
export function useNames(
  references: readonly (Reference | undefined)[],
): (reference: Reference | undefined) => string | undefined {
  const ids = (type: string) => [...new Set(references.flatMap((one) => idIn(one, type) ?? []))].sort();
  const [people, houses] = [ids('Practitioner'), ids('Organization')];
  const path = (type: string, some: readonly string[]) =>
    some.length > 0 ? `${type}?_id=${some.join(',')}&_count=${some.length}` : undefined;
  const found = [useFhir<Bundle>(path('Practitioner', people)), useFhir<Bundle>(path('Organization', houses))];
  const names = new Map(
    found.flatMap(({ data }) => matches<Named>(data)).map((one) => [`${one.resourceType}/${one.id}`, nameOf(one)]),
  );
  return (reference) =>
    reference?.display ?? names.get(reference?.reference ?? '') ?? reference?.identifier?.value ?? reference?.reference;
}

export const nameOf = (one: Named): string =>
  (one.resourceType === 'Organization' ? one.name : displayName(nameInUse(one.name))) ??
  `${one.resourceType}/${one.id}`;

const idIn = (reference: Reference | undefined, type: string) =>
  reference?.display === undefined && reference?.reference?.startsWith(`${type}/`)
    ? reference.reference.slice(type.length + 1)
    : undefined;
