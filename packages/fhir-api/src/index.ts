export { bundleWrites } from './bundle/bundle-writes.ts';
export type { Call, Principal, Query, Result } from './call.ts';
export { createDoor, type Door } from './door.ts';
export { type FhirParts, fhirPath, registerFhir } from './http/register.ts';
export type { ApiParts, ApiSettings } from './parts.ts';
export type { WriteBatch, WriteCall, WriteResult } from './writing/write-call.ts';
