/** Profiles that a written resource declares and the server cannot check: said, never in the way. */
import { type Issue, isObject, type JsonValue } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import { expressionAt } from './write-call.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

/** Nothing where profiles are not checked at all. `place`: FHIRPath of the resource in what was sent, empty for it alone. */
export function unknownProfiles(
  resource: JsonValue | undefined,
  place: string,
  { whyUnchecked }: Pick<ApiParts, 'whyUnchecked'>,
): Issue[] {
  if (!whyUnchecked || !isObject(resource)) return [];
  const type = String(resource.resourceType);
  const warning = (diagnostics: string, element: string): Issue => ({
    severity: 'warning',
    code: 'not-found',
    diagnostics,
    expression: [expressionAt(place, type + element)],
  });
  const profiles = isObject(resource.meta) && Array.isArray(resource.meta.profile) ? resource.meta.profile : [];
  return [
    ...profiles.flatMap((url, at): Issue[] => {
      if (typeof url !== 'string' || url.split('|')[0] === `${base}${type}`) return [];
      const why = whyUnchecked(url);
      return why === undefined
        ? []
        : [warning(`The profile ${url} ${why}: it was not checked.`, `.meta.profile[${at}]`)];
    }),
    ...[...modifiersIn(resource)].flatMap((url): Issue[] => {
      const why = whyUnchecked(url);
      return why === undefined ? [] : [warning(`The modifier extension ${url} ${why}: it was not checked.`, '')];
    }),
  ];
}

/** Addresses of the extensions that change the meaning of what they stand in. */
function modifiersIn(value: JsonValue, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) modifiersIn(item, found);
  else if (isObject(value)) {
    const own = value.modifierExtension;
    for (const extension of Array.isArray(own) ? own : [])
      if (isObject(extension) && typeof extension.url === 'string') found.add(extension.url);
    for (const key in value) modifiersIn(value[key]!, found);
  }
  return found;
}
