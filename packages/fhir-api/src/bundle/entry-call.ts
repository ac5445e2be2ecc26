/** Entries of batch and transaction bundles as calls: https://hl7.org/fhir/R4/http.html#transaction */
import { isObject, type JsonObject, type JsonValue, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Call, Patch } from '../call.ts';
import { contentFormat, patchFormat } from '../http/format.ts';
import { queryOf, targetOf } from '../http/url.ts';

export interface EntryCall {
  /** FHIRPath of the entry. */
  readonly place: string;
  readonly fullUrl?: string;
  readonly call: Call;
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']);

/** @throws OutcomeError 400 when the entry does not say what to do */
export function entryCall(entry: JsonValue, index: number, bundle: Call): EntryCall {
  const place = `Bundle.entry[${index}]`;
  if (!isObject(entry) || !isObject(entry.request))
    throw outcomes.badRequest('The entry has no request; method and url say what to do with it.', `${place}.request`);
  const { method, url } = entry.request;
  if (typeof method !== 'string' || !methods.has(method))
    throw outcomes.badRequest(`"${String(method)}" is no method of a bundle entry.`, `${place}.request.method`);
  if (typeof url !== 'string') throw outcomes.badRequest('The request has no url.', `${place}.request.url`);
  const [path = '', query = ''] = relative(url, bundle.base).split(/\?(.*)/s);
  const target = targetOf(method, path);
  if (target.interaction === 'bundle')
    throw outcomes.badRequest('A bundle cannot hold another bundle to carry out.', `${place}.request.url`);
  const resource = isObject(entry.resource) ? (entry.resource as Resource) : undefined;
  return {
    place,
    ...(typeof entry.fullUrl === 'string' && { fullUrl: entry.fullUrl }),
    call: {
      ...target,
      method,
      base: bundle.base,
      ...(bundle.request !== undefined && { request: bundle.request, requestId: bundle.requestId }),
      query: queryOf(query),
      preferences: bundle.preferences,
      conditions: conditionsOf(entry.request),
      ...(resource &&
        (target.interaction === 'patch'
          ? { patch: patchOf(resource, place) }
          : { input: { value: resource, literals: [] } })),
    },
  };
}

function relative(url: string, base: string): string {
  return url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url;
}

function conditionsOf(request: JsonObject): Call['conditions'] {
  const text = (name: string) => (typeof request[name] === 'string' ? (request[name] as string) : undefined);
  return {
    ifMatch: text('ifMatch'),
    ifNoneMatch: text('ifNoneMatch'),
    ifModifiedSince: text('ifModifiedSince'),
    ifNoneExist: text('ifNoneExist'),
  };
}

/** A patch in a bundle: FHIRPath Patch as Parameters, others as a Binary holding the patch document. */
function patchOf(resource: Resource, place: string): Patch {
  if (resource.resourceType === 'Parameters')
    return { format: 'fhirpath', parameters: { value: resource, literals: [] } };
  const { contentType, data } = resource;
  if (resource.resourceType !== 'Binary' || typeof contentType !== 'string' || typeof data !== 'string')
    throw outcomes.badRequest(
      'A patch in a bundle is a Parameters resource, or a Binary with contentType and data.',
      `${place}.resource`,
    );
  const text = Buffer.from(data, 'base64').toString('utf8');
  const own = patchFormat(contentType);
  if (own === 'json') return { format: 'json', operations: parseJson(text) };
  if (own === 'xml') return { format: 'xml', text };
  if (contentFormat(contentType) === 'json') return { format: 'fhirpath', parameters: parseJson(text) };
  throw outcomes.unsupportedMediaType(`"${contentType}" is no patch format.`);
}
