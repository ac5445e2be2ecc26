/** create, update, patch and delete of one resource: https://hl7.org/fhir/R4/http.html#create */
import { isObject, outcomes, type Resource } from '@charthouse/fhir-model';
import { answerParameters, type Call, type Principal, type Query, type Result } from '../call.ts';
import { queryOf } from '../http/url.ts';
import type { ApiParts } from '../parts.ts';
import { unknownProfiles } from '../writing/unknown-profiles.ts';
import type { WriteCall, WriteResult } from '../writing/write-call.ts';
import type { Inside } from './index.ts';

export async function write(call: Call, parts: ApiParts, { door, principal, access }: Inside): Promise<Result> {
  const batch = {
    calls: [writeCall(call, '')],
    literals: call.input?.literals ?? [],
    base: call.base,
    ...(access && { access }),
    ...keyOf(call, principal),
  };
  const [result] = await door.writeOne(batch, call.source?.text.length ?? 0, principal);
  return { ...resultOfWrite(result as WriteResult), warnings: unknownProfiles(call.input?.value, '', parts) };
}

/**
 * A call as a write of a batch. `place`: FHIRPath of the resource within what was sent, empty for the resource alone.
 * @throws OutcomeError 400 when what the interaction needs is not there
 */
export function writeCall(call: Call, place: string): WriteCall {
  const kind = call.interaction as WriteCall['kind'];
  const type = call.type as string;
  const criteria = criteriaOf(call);
  if (kind !== 'create' && call.id === undefined && criteria === undefined)
    throw outcomes.badRequest(
      `A conditional ${kind} needs search criteria in the URL, such as ${type}?identifier=…`,
      place || undefined,
    );
  const { ifMatch, ifNoneMatch } = call.conditions;
  return {
    kind,
    type,
    place,
    ...(call.id !== undefined && { id: call.id }),
    ...(criteria && { criteria }),
    ...(ifMatch !== undefined && { ifMatch }),
    ...(kind === 'update' && ifNoneMatch !== undefined && { mustBeNew: onlyNew(ifNoneMatch, place) }),
    ...((kind === 'create' || kind === 'update') && { resource: resourceOf(call, place) }),
    ...(kind === 'patch' && { patch: patchOf(call, place) }),
  };
}

/** If-None-Match of an update: https://hl7.org/fhir/R4/http.html#upsert */
function onlyNew(ifNoneMatch: string, place: string): true {
  if (ifNoneMatch.trim() === '*') return true;
  throw outcomes.badRequest(
    `If-None-Match of an update is "${ifNoneMatch}"; only * is taken (write only what is not there yet). For a version use If-Match.`,
    place || undefined,
  );
}

function criteriaOf({ interaction, id, query, conditions }: Call): Query | undefined {
  if (interaction === 'create')
    return conditions.ifNoneExist === undefined ? undefined : queryOf(conditions.ifNoneExist.replace(/^[^=]*\?/, ''));
  if (id !== undefined) return undefined;
  const criteria = query.filter(([name]) => !answerParameters.has(name));
  return criteria.length > 0 ? criteria : undefined;
}

function resourceOf({ input }: Call, place: string): Resource {
  if (input === undefined) throw outcomes.badRequest('The body is empty; a resource is expected.', place || undefined);
  if (!isObject(input.value) || typeof input.value.resourceType !== 'string')
    throw outcomes.badRequest(
      'The body is no FHIR resource: a JSON object with "resourceType" is expected.',
      place || undefined,
    );
  return input.value as Resource;
}

function patchOf({ patch }: Call, place: string) {
  if (!patch)
    throw outcomes.unsupportedMediaType(
      'A patch is sent as application/json-patch+json, application/xml-patch+xml, or FHIRPath Patch Parameters in a FHIR format.',
      place || undefined,
    );
  return patch;
}

export function resultOfWrite(written: WriteResult): Result {
  const { status, body, ...rest } = written;
  return { ...rest, status, ...(body && { body, stored: true }), created: status === 201 };
}

/**
 * Idempotency keys are for POST and PATCH only: the other methods are idempotent by themselves. Each belongs to who sent it: the
 * keys of two people never meet.
 */
export function keyOf({ method, idempotencyKey }: Call, { name }: Principal): { idempotencyKey?: string } {
  const isTaken = (method === 'POST' || method === 'PATCH') && idempotencyKey !== undefined;
  return isTaken ? { idempotencyKey: JSON.stringify([name, idempotencyKey]) } : {};
}
