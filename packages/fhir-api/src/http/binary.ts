/** Binary content as itself instead of base64 in a resource: https://hl7.org/fhir/R4/binary.html#rest */
import { parseJson, type Resource } from '@charthouse/fhir-model';
import { answerParameters, type Call, type Result } from '../call.ts';
import { contentFormat, mediaTypeOf } from './format.ts';
import { preferencesOf, type RawRequest } from './read-request.ts';
import { headersOf } from './respond.ts';
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

/** Operations that answer a Binary, given as itself where that is accepted. */
const makesFiles: ReadonlySet<string> = new Set(['$prove', '$completion-letters', '$completion-report']);

/** Whether an answer may be the content of a Binary. */
export function mayBeRaw({ type, method, operation }: Call): boolean {
  return makesFiles.has(operation ?? '') || (type === 'Binary' && (method === 'GET' || method === 'HEAD'));
}

/** The content of a Binary as itself, of an operation where that is asked for; of a stored one unless the caller asks for the resource. */
export function binaryAnswer(call: Call, result: Result, accept: string | undefined) {
  const isRead = call.interaction === 'read' || call.interaction === 'vread';
  const isFile = makesFiles.has(call.operation ?? '') && result.status === 200;
  if ((!isFile && (call.type !== 'Binary' || !isRead)) || !result.body) return undefined;
  if (call.query.some(([name]) => answerParameters.has(name))) return undefined;
  const { resourceType, contentType, data } = parseJson(result.body).value as Resource;
  if (resourceType !== 'Binary' || typeof contentType !== 'string' || !/^[!-~]+\/[ -~]+$/.test(contentType))
    return undefined;
  if (isFile ? !asks(accept, contentType) : wantsResource(accept, mediaTypeOf(contentType))) return undefined;
  const headers = {
    ...headersOf(result),
    'content-type': contentType,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  };
  return { status: result.status, headers, body: Buffer.from(typeof data === 'string' ? data : '', 'base64') };
}

function asks(accept: string | undefined, own: string): boolean {
  return (accept ?? '').split(',').some((type) => mediaTypeOf(type) === own);
}

/**
 * "Unless specifically requested, the FHIR representation is not returned": requested by its own content types, or by plain JSON
 * or XML where nothing else is accepted.
 */
function wantsResource(accept: string | undefined, own: string): boolean {
  const asked = (accept ?? '').split(',').map(mediaTypeOf);
  if (asked.some((type) => type.includes('fhir') && contentFormat(type))) return true;
  return !asked.some((type) => type === own || type.endsWith('/*')) && asked.some((type) => contentFormat(type));
}
