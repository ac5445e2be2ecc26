/** What would refuse an interaction, beyond the content of the resource. https://hl7.org/fhir/R4/valueset-resource-validation-mode.html */
import {
  type Issue,
  type IssueCode,
  type JsonObject,
  OutcomeError,
  outcomes,
  type Resource,
} from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Call } from '../call.ts';
import { storedResult } from '../interactions/stored.ts';
import type { ApiParts } from '../parts.ts';
import { wouldLink } from '../writing/would-link.ts';

export interface Asked {
  readonly mode: string | undefined;
  readonly profile: string | undefined;
  readonly resource: JsonObject | undefined;
}

type Mode = (asked: Asked, call: Call, parts: ApiParts) => Promise<readonly Issue[]> | readonly Issue[];

const modes: Readonly<Record<string, Mode>> = {
  async create({ resource }, { id, base }, parts) {
    const place =
      id === undefined ? [] : [problem('invalid', 'A resource is created at its type, without an id in the URL.')];
    return [...place, ...(await references(resource, parts, base))];
  },
  async update(asked, call, parts) {
    return [...identity(asked, call), ...(await references(asked.resource, parts, call.base))];
  },
  delete: deletion,
  profile({ profile }, { id, source }) {
    if (id === undefined || source)
      throw outcomes.badRequest('The mode "profile" is for a stored resource: call it at its URL, without a body.');
    if (profile === undefined) throw outcomes.badRequest('The mode "profile" needs the parameter "profile".');
    return [];
  },
};

/** @throws OutcomeError 400 of an unknown mode, or one that is not for this place */
export async function checkMode(asked: Asked, call: Call, parts: ApiParts): Promise<readonly Issue[]> {
  const { mode } = asked;
  if (mode === undefined) return [];
  if (!Object.hasOwn(modes, mode))
    throw outcomes.badRequest(`mode is "${mode}"; ${Object.keys(modes).join(', ')} are known.`);
  return modes[mode]!(asked, call, parts);
}

function problem(code: IssueCode, diagnostics: string, expression?: string): Issue {
  return { severity: 'error', code, diagnostics, ...(expression !== undefined && { expression: [expression] }) };
}

/** Those of what is no resource are not looked at. */
function references(resource: JsonObject | undefined, parts: ApiParts, base: string): Promise<readonly Issue[]> {
  return isResource(resource) ? wouldLink(resource, parts, base) : Promise.resolve([]);
}

function isResource(resource: JsonObject | undefined): resource is Resource {
  return typeof resource?.resourceType === 'string' && isResourceType(resource.resourceType);
}

function identity({ resource }: Asked, { type, id }: Call): readonly Issue[] {
  const own = resource?.id;
  const place = `${type}.id`;
  if (own === undefined) return [problem('required', 'An update needs the id of the resource.', place)];
  if (id !== undefined && own !== id)
    return [problem('invalid', `The id in the resource, "${String(own)}", is not the id of the URL, "${id}".`, place)];
  return [];
}

async function deletion(_asked: Asked, call: Call, { store, settings }: ApiParts): Promise<readonly Issue[]> {
  const { type, id } = call;
  if (type === undefined || id === undefined)
    throw outcomes.badRequest('The mode "delete" is for a stored resource: call it at its URL.');
  try {
    storedResult({ ...call, conditions: {} }, await store.read(type, id));
  } catch (error) {
    if (error instanceof OutcomeError) return error.issues;
    throw error;
  }
  if (!settings.referentialIntegrity) return [];
  const own = `${type}/${id}`;
  const references = await store.transaction((tx) => tx.referencesTo([{ type, id }], new Set([own]), 10));
  if (references.length === 0) return [];
  const list = references.map(({ source }) => source).join(', ');
  return [
    problem('conflict', `It could not be deleted, as others refer to it: ${list}. Delete or change those first.`),
  ];
}
