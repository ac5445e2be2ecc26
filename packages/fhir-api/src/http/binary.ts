/** Binary content as itself instead of base64 in a resource: https://hl7.org/fhir/R4/binary.html#rest */
import { parseJson, type Resource } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import { contentFormat, mediaTypeOf } from './format.ts';
import { preferencesOf, type RawRequest } from './read-request.ts';
import { queryOf, targetOf } from './url.ts';

/** A POST or PUT of raw content to Binary, as the resource it makes; undefined for any other request. */
export function binaryCall(raw: RawRequest): Call | undefined {
  if ((raw.method !== 'POST' && raw.method !== 'PUT') || !/^\/Binary(\/[^/]+)?$/.test(raw.path)) return undefined;
  const content = String(raw.headers['content-type'] ?? '');
  if (!raw.body || content === '' || contentFormat(content)) return undefined;
  const target = targetOf(raw.method, raw.path);
  const resource: Resource = {
    resourceType: 'Binary',
    ...(target.id !== undefined && { id: target.id }),
    contentType: mediaTypeOf(content),
    data: raw.body.toString('base64'),
  };
  const header = (name: string) => (typeof raw.headers[name] === 'string' ? (raw.headers[name] as string) : undefined);
  return {
    ...target,
    method: raw.method,
    base: raw.base,
    query: queryOf(raw.query),
    conditions: {
      ifMatch: header('if-match'),
      ifNoneMatch: header('if-none-match'),
      ifNoneExist: header('if-none-exist'),
    },
    idempotencyKey: header('idempotency-key'),
    preferences: preferencesOf(header('prefer')),
    input: { value: resource, literals: [] },
  };
}

/** The content of a Binary when the caller asks for its type and for no FHIR format. */
export function binaryAnswer(call: Call, result: Result, accept: string | undefined) {
  if (
    call.type !== 'Binary' ||
    (call.interaction !== 'read' && call.interaction !== 'vread') ||
    !result.body ||
    !accept
  )
    return undefined;
  if (call.query.some(([name]) => name === '_format')) return undefined;
  const { contentType, data } = parseJson(result.body).value as Resource;
  const asked = accept.split(',').map(mediaTypeOf);
  if (
    typeof contentType !== 'string' ||
    !asked.includes(mediaTypeOf(contentType)) ||
    asked.some((type) => contentFormat(type))
  )
    return undefined;
  const headers = {
    'content-type': contentType,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  };
  return { status: result.status, headers, body: Buffer.from(typeof data === 'string' ? data : '', 'base64') };
}
