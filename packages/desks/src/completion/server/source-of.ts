/** Whether something is signed and changed here, or in the system that it comes from. */
import type { Resource } from '@charthouse/fhir-model';
import { objects } from '../rules/reading/elements.ts';
import type { CompletionSettings } from '../settings.ts';

/** Address where it is signed, empty where the settings tell none; undefined: it is signed here. */
export function inSource({ meta, identifier }: Resource, { sources }: CompletionSettings): string | undefined {
  const from = String(objects(meta)[0]?.source ?? '');
  const source = sources.find((one) => from.startsWith(one.source));
  if (source?.signs !== 'in-source') return undefined;
  const id = objects(identifier)[0]?.value;
  return source.link && id !== undefined ? source.link.replace('{id}', encodeURIComponent(String(id))) : '';
}
