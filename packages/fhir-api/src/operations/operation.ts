/** What an operation is: its definition, where it may be called, and its handler. https://hl7.org/fhir/R4/operations.html */
import { isObject, outcomes, type ParsedJson } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';

export type Level = 'system' | 'type' | 'instance';

export interface OperationParameter {
  readonly name: string;
  readonly use: 'in' | 'out';
  readonly min: number;
  readonly max: string;
  readonly type?: string;
  readonly documentation?: string;
  /** What it is made of, where it has no type. */
  readonly part?: readonly OperationParameter[];
}

export interface Operation {
  /** Served as an OperationDefinition resource, and named in the capability statement. */
  readonly definition: {
    readonly id: string;
    /** Without its `$`. */
    readonly code: string;
    readonly title: string;
    readonly description: string;
    /** Canonical URL of the operation of the base specification that this one is, where it is one. */
    readonly base?: string;
    readonly parameter: readonly OperationParameter[];
  };
  readonly levels: readonly Level[];
  /** Resource types it is for; absent: all. */
  readonly types?: readonly string[];
  /** True when it takes search parameters besides its own. */
  readonly takesCriteria?: boolean;
  /** True when it changes the record: then it needs POST. */
  readonly affectsState: boolean;
  readonly handle: (call: Call, parts: ApiParts, inside: Inside) => Promise<Result>;
}

/** Input of an operation, from the URL or from a Parameters resource. */
export function inputOf(call: Call, name: string): string | undefined {
  return call.query.find(([key]) => key === name)?.[1] ?? parametersOf(call.input, name).map(textOf)[0];
}

/**
 * The call with the values of a Parameters resource as if they stood in the URL, for operations that read like searches.
 * @throws OutcomeError 400 for another resource, or a parameter without a simple value
 */
export function withInputInQuery(call: Call): Call {
  const value = call.input?.value;
  if (value === undefined) return call;
  if (!isObject(value) || value.resourceType !== 'Parameters')
    throw outcomes.badRequest(`${call.operation} takes its parameters from the URL or a Parameters resource.`);
  const sent = (Array.isArray(value.parameter) ? value.parameter : []).map((parameter, i) => {
    const key = isObject(parameter) && Object.keys(parameter).find((name) => name.startsWith('value'));
    const simple = key && isObject(parameter) ? parameter[key] : undefined;
    if (!isObject(parameter) || typeof parameter.name !== 'string' || simple === undefined || isObject(simple))
      throw outcomes.badRequest(
        'The parameter needs a name and a value of a primitive type.',
        `Parameters.parameter[${i}]`,
      );
    return [parameter.name, String(simple)] as const;
  });
  return { ...call, query: [...call.query, ...sent] };
}

/** The parts called `name` of a Parameters resource. */
export function parametersOf(input: ParsedJson | undefined, name: string): Record<string, unknown>[] {
  const value = input?.value as { resourceType?: string; parameter?: Record<string, unknown>[] } | undefined;
  if (value?.resourceType !== 'Parameters' || !Array.isArray(value.parameter)) return [];
  return value.parameter.filter((parameter) => parameter?.name === name);
}

function textOf(parameter: Record<string, unknown>): string | undefined {
  const key = Object.keys(parameter).find((name) => name.startsWith('value'));
  return key === undefined ? undefined : String(parameter[key]);
}
