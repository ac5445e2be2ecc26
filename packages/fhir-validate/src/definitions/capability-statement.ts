/** The search parameters a server names have the type of their definition. https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.rest.resource.searchParam.type */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { searchParameters } from '@charthouse/fhir-model/definitions';
import type { FhirElement } from '@charthouse/fhirpath';
import type { ProfileCheck } from '../profiles/check.ts';
import { objects } from '../rules/bundle/entries.ts';

export function capabilityStatement({ value }: FhirElement, check: ProfileCheck): void {
  if (!isObject(value)) return;
  for (const [at, rest] of objects(value.rest).entries()) {
    const from = check.found.count;
    checkParameters(rest, check);
    for (const [index, resource] of objects(rest.resource).entries()) {
      const before = check.found.count;
      checkParameters(resource, check);
      check.found.under(before, `resource[${index}]`);
    }
    check.found.under(from, `rest[${at}]`);
  }
}

function checkParameters(holder: JsonObject, { found, conformance }: ProfileCheck): void {
  for (const [at, { definition, type }] of objects(holder.searchParam).entries()) {
    if (typeof definition !== 'string') continue;
    const due =
      conformance.find('SearchParameter', definition)?.type ??
      searchParameters.find(({ url }) => url === definition.split('|')[0])?.type;
    if (due !== undefined && due !== type)
      found.error(
        'business-rule',
        `${definition} is of type ${String(due)}, not ${String(type)}: correct the type.`,
        `searchParam[${at}]`,
      );
  }
}
