/** Where a document is signed that comes from a system in which people sign: its address there. */
import type { FhirResource, Identifier } from 'fhir/r4';
import type { Source } from '../../settings.ts';

/** Empty: signed there, and no address is known; undefined: it is signed here. */
export function linkInSource(resource: FhirResource, sources: readonly Source[]): string | undefined {
  const from = resource.meta?.source ?? '';
  const source = sources.find((one) => from.startsWith(one.source));
  if (source?.signs !== 'in-source') return undefined;
  const { identifier } = resource as { identifier?: Identifier[] };
  const id = identifier?.[0]?.value;
  return source.link && id !== undefined ? source.link.replace('{id}', encodeURIComponent(id)) : '';
}
