/** Applies a patch of any format to a resource: https://hl7.org/fhir/R4/http.html#patch */
import type { ParsedJson } from '@charthouse/fhir-model';
import { applyFhirPathPatch, applyJsonPatch, applyXmlPatch } from '@charthouse/fhir-patch';
import { readXml, writeXml } from '@charthouse/fhir-xml';
import type { Patch } from './call.ts';
import { changeMeta } from './operations/change-meta.ts';

/** @throws OutcomeError 400 for a malformed patch, 422 for one that cannot be applied */
export function applyPatch(resource: ParsedJson, patch: Patch): ParsedJson {
  switch (patch.format) {
    case 'json':
      return applyJsonPatch(resource, patch.operations);
    case 'fhirpath':
      return applyFhirPathPatch(resource, patch.parameters);
    case 'xml':
      return readXml(applyXmlPatch(writeXml(resource.value, resource.literals), patch.text));
    case 'meta':
      return changeMeta(resource, patch.change, patch.meta);
  }
}
