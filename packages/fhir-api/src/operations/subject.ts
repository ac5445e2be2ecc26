/** The resource an operation is about: sent alone, sent as the parameter "resource", or the one stored. */
import { isObject, outcomes, type ParsedJson, parseJson } from '@charthouse/fhir-model';
import type { Call } from '../call.ts';
import { storedResult } from '../interactions/stored.ts';
import type { ApiParts } from '../parts.ts';

export interface Subject extends ParsedJson {
  /** Where it stands in what was sent; undefined: it is the one stored. */
  readonly place?: readonly (string | number)[];
}

/** Undefined where nothing was sent and no resource is named. @throws OutcomeError 404, 410 */
export async function subjectOf(call: Call, parts: ApiParts): Promise<Subject | undefined> {
  const sent = call.input?.value;
  const literals = call.input?.literals ?? [];
  if (isObject(sent)) {
    if (sent.resourceType !== 'Parameters' || call.type === 'Parameters') return { value: sent, literals, place: [] };
    const list = Array.isArray(sent.parameter) ? sent.parameter : [];
    const at = list.findIndex((one) => isObject(one) && one.name === 'resource');
    const holder = list[at];
    if (isObject(holder) && holder.resource !== undefined)
      return { value: holder.resource, literals, place: ['parameter', at, 'resource'] };
  } else if (sent !== undefined)
    throw outcomes.badRequest('A resource is expected, alone or as the parameter "resource".');
  if (call.id === undefined) return undefined;
  const row = await parts.store.read(call.type as string, call.id);
  const { body = '' } = storedResult({ ...call, conditions: {} }, row);
  return parseJson(body, { depth: parts.settings.depthLimit });
}
