export { bundleWrites } from './bundle/bundle-writes.ts';
export type { Principal } from './call.ts';
export { createDoor, type Door } from './door.ts';
export { fhirPath, registerFhir } from './http/register.ts';
export type { Validators } from './parts.ts';
export { createSearches, type Searches } from './searching/searches.ts';
export { isBaseParameter } from './writing/change-indexed.ts';
export { unknownProfiles } from './writing/unknown-profiles.ts';
export type { WriteBatch, WriteCall } from './writing/write-call.ts';
