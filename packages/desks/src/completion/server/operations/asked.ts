/** What the operations of this desk share: as whom they ask, and how they answer. */
import { type ApiParts, type Call, inputOf, type Operation, type Principal, type Result } from '@charthouse/fhir-api';
import { type JsonObject, outcomes } from '@charthouse/fhir-model';
import type { Asking } from '../ask.ts';

export type Inside = Parameters<Operation['handle']>[2];

/** The rules themselves: what they find does not depend on who happens to ask. */
export const rulesPrincipal: Principal = { kind: 'system', name: 'record completion' };

export const asCaller = ({ door, principal }: Inside): Asking => ({ door, principal });
export const asRules = ({ door }: Pick<Inside, 'door'>): Asking => ({ door, principal: rulesPrincipal });

export type Handler = (call: Call, parts: ApiParts, inside: Inside) => Promise<Result>;

export function answer(parameter: readonly JsonObject[]): Result {
  return {
    status: 200,
    body: JSON.stringify({ resourceType: 'Parameters', ...(parameter.length > 0 && { parameter }) }),
  };
}

/** A file: the resource, or itself where that is what is accepted. */
export function binary(contentType: string, content: Uint8Array | string): Result {
  const data = Buffer.from(content).toString('base64');
  return { status: 200, body: JSON.stringify({ resourceType: 'Binary', contentType, data }) };
}

/** Of words that are not the hospital's own. @throws OutcomeError 400 */
export function languageOf(call: Call): 'en' | 'es' {
  const lang = inputOf(call, 'lang') ?? 'en';
  if (lang !== 'en' && lang !== 'es') throw outcomes.badRequest(`lang is "${lang}"; en or es can be asked for.`);
  return lang;
}

type Parameter = Operation['definition']['parameter'][number];

/** `['open', 'integer', 'Deficiencies.']` */
export function parameters(
  use: 'in' | 'out',
  rows: readonly (readonly [name: string, type: string, about: string, max?: string])[],
): Parameter[] {
  return rows.map(([name, type, documentation, max = '1']) => ({ name, use, min: 0, max, type, documentation }));
}
