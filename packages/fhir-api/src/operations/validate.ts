/** https://hl7.org/fhir/R4/resource-operation-validate.html */
import { type Issue, isObject, operationOutcome, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Call } from '../call.ts';
import { storedResult } from '../interactions/stored.ts';
import type { ApiParts } from '../parts.ts';
import { inputOf, type Operation, parametersOf } from './operation.ts';

const modes: ReadonlySet<string> = new Set(['create', 'update', 'delete']);

export const validate: Operation = {
  definition: {
    id: 'validate',
    code: 'validate',
    title: 'Validate a resource',
    description:
      'Says everything that is wrong with a resource, without storing it. Profiles are not checked by this version.',
    base: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
    parameter: [
      { name: 'resource', use: 'in', min: 0, max: '1', type: 'Resource' },
      { name: 'mode', use: 'in', min: 0, max: '1', type: 'code' },
      { name: 'profile', use: 'in', min: 0, max: '1', type: 'uri' },
      { name: 'return', use: 'out', min: 1, max: '1', type: 'OperationOutcome' },
    ],
  },
  levels: ['type', 'instance'],
  affectsState: false,
  async handle(call, parts) {
    const mode = inputOf(call, 'mode');
    if (mode !== undefined && !modes.has(mode))
      throw outcomes.badRequest(`mode is "${mode}"; create, update or delete is expected.`);
    const profile = inputOf(call, 'profile');
    const resource = await subject(call, parts);
    const issues: Issue[] =
      resource === undefined ? [] : [...parts.validator.validate(resource, { expectedType: call.type as string })];
    if (mode === 'update' && resource !== undefined && resource.id === undefined)
      issues.push({
        severity: 'error',
        code: 'required',
        diagnostics: 'An update needs the id of the resource.',
        expression: [`${call.type}.id`],
      });
    if (profile !== undefined)
      issues.push({
        severity: 'warning',
        code: 'not-supported',
        diagnostics: `The profile ${profile} is not known here; only the base specification was checked.`,
      });
    return { status: 200, body: JSON.stringify(operationOutcome(issues)) };
  },
};

/** The resource sent, else the one stored; undefined when only a deletion is asked about. */
async function subject(call: Call, { store, settings }: ApiParts): Promise<Resource | undefined> {
  const value = call.input?.value;
  const sent =
    isObject(value) && value.resourceType === 'Parameters' && call.type !== 'Parameters'
      ? parametersOf(call.input, 'resource')[0]?.resource
      : value;
  if (isObject(sent as Resource)) return sent as Resource;
  if (call.id === undefined)
    throw outcomes.badRequest(
      'Send the resource to validate, alone or as the parameter "resource".',
      'Parameters.parameter',
    );
  const row = await store.read(call.type as string, call.id);
  const { body = '' } = storedResult({ ...call, conditions: {} }, row);
  return parseJson(body, { depth: settings.depthLimit }).value as Resource;
}
