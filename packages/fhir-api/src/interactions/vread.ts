/** https://hl7.org/fhir/R4/http.html#vread */
import type { Call, Result } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import { storedResult } from './stored.ts';

export async function vread(call: Call, { store }: ApiParts): Promise<Result> {
  const version = /^[1-9]\d{0,8}$/.test(call.version ?? '') ? Number(call.version) : 0;
  return storedResult(call, version ? await store.vread(call.type as string, call.id as string, version) : undefined);
}
