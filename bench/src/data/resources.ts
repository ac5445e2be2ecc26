/** The resources of the patient bundles with references between them resolved to `Type/id`, as a record would hold them. */
import { parseJson, type Resource } from '@charthouse/fhir-model';
import type { BundleJson, PatientBundle } from './patient-bundles.ts';

export interface NamedText {
  readonly type: string;
  readonly id: string;
  /** JSON text. */
  readonly text: string;
}

/** Every entry of a bundle, under the id it came with. */
export function resourcesOf({ text }: PatientBundle): NamedText[] {
  const { entry } = parseJson(text).value as unknown as BundleJson;
  const names = new Map(entry.map(({ fullUrl, resource }) => [fullUrl, nameOf(resource)]));
  return entry.map(({ resource }) => ({
    type: resource.resourceType,
    id: resource.id as string,
    text: JSON.stringify(resource).replace(/"reference":"(urn:uuid:[^"]+)"/g, (all, url: string) => {
      const name = names.get(url);
      return name ? `"reference":"${name}"` : all;
    }),
  }));
}

function nameOf({ resourceType, id }: Resource): string {
  return `${resourceType}/${id}`;
}
