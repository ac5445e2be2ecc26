/** The resource a reference names: contained, in the bundle, or elsewhere. https://hl7.org/fhir/R4/bundle.html#references */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { type FhirElement, resourceElement } from '@charthouse/fhirpath';
import { containedWithId } from '../contained-ids.ts';
import { entriesAt, entriesOf, entryOf, targetsOf } from '../rules/bundle/entries.ts';

/** Of a bundle whose entries have UUIDs, not addresses. */
export function withIdentity(reference: string, bundle: JsonObject): FhirElement | undefined {
  const id = /^[A-Z][A-Za-z]+\/([\w.-]+)$/.exec(reference)?.[1];
  if (bundle.resourceType !== 'Bundle' || id === undefined) return undefined;
  const [entry] = entriesAt(`urn:uuid:${id}`, entriesOf(bundle));
  return entry?.resource && resourceElement(entry.resource);
}

export function outside(
  reference: string,
  resolve: ((reference: string) => JsonObject | undefined) | undefined,
): FhirElement | undefined {
  const resource = resolve?.(reference);
  return resource && resourceElement(resource);
}

export function resolved(
  reference: string,
  { container, bundle }: { container: FhirElement; bundle: JsonObject },
): FhirElement | undefined {
  const holder = isObject(container.value) ? container.value : {};
  if (reference === '#') return container;
  if (reference.startsWith('#')) {
    const own = containedWithId(holder, reference.slice(1));
    return own && resourceElement(own);
  }
  if (bundle.resourceType !== 'Bundle') return undefined;
  const entries = entriesOf(bundle);
  const source = entryOf(holder, entries) ?? entries[0];
  const [target] = source ? targetsOf(reference, source, entries) : [];
  return target?.resource && resourceElement(target.resource);
}
