export { applyFhirPathPatch } from './fhirpath-patch/apply.ts';
export { applyJsonPatch } from './json-patch/apply.ts';
export { applyXmlPatch } from './xml-patch/apply.ts';
