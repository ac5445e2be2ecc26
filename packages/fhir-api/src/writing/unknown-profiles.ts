/** Profiles that a written resource declares and the server cannot check: said, never in the way. */
import { type Issue, isObject, type JsonValue } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import { expressionAt } from './write-call.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

/** Nothing where profiles are not checked at all. `place`: FHIRPath of the resource in what was sent, empty for it alone. */
export function unknownProfiles(
  resource: JsonValue | undefined,
  place: string,
  { knowsProfile }: Pick<ApiParts, 'knowsProfile'>,
): Issue[] {
  if (!knowsProfile || !isObject(resource) || !isObject(resource.meta) || !Array.isArray(resource.meta.profile))
    return [];
  const { resourceType: type } = resource;
  return resource.meta.profile.flatMap((url, at): Issue[] => {
    if (typeof url !== 'string' || url.split('|')[0] === `${base}${String(type)}` || knowsProfile(url)) return [];
    return [
      {
        severity: 'warning',
        code: 'not-found',
        diagnostics: `The profile ${url} is not loaded: it was not checked.`,
        expression: [expressionAt(place, `${String(type)}.meta.profile[${at}]`)],
      },
    ];
  });
}
