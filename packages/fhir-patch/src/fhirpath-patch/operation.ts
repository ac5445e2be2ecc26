/** What every operation of FHIRPath Patch is: https://hl7.org/fhir/R4/fhirpatch.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Draft } from '../draft.ts';
import { failMalformed } from '../failure.ts';
import { partsOf } from './value.ts';

/** One operation of a patch, read; what its type does not need is empty. */
export interface Step {
  readonly path: string;
  readonly name: string;
  /** The part that holds the value. */
  readonly value: JsonObject;
  readonly index: number;
  readonly source: number;
  readonly destination: number;
}

export type StepPart = keyof Step;

export interface FhirPathPatchOperation {
  readonly type: string;
  /** The parts it must have besides `type` and `path`; any other is refused. */
  readonly needs: readonly Exclude<StepPart, 'path'>[];
  /** Changes the draft or fails. */
  readonly apply: (draft: Draft, step: Step) => void;
}

/** The parts of one operation by name: each once. */
export function partsByName(parameter: JsonValue): ReadonlyMap<string, JsonObject> {
  if (!isObject(parameter) || parameter.name !== 'operation')
    failMalformed('every parameter of a patch is named "operation"');
  const parts = new Map<string, JsonObject>();
  for (const { name, part } of partsOf(parameter)) {
    if (parts.has(name)) failMalformed(`the part "${name}" stands twice`);
    parts.set(name, part);
  }
  return parts;
}

/** The one primitive value of a part, of whatever type. */
export function plainValue(part: JsonObject | undefined): JsonValue | undefined {
  const key = Object.keys(part ?? {}).find((name) => name.startsWith('value'));
  return key === undefined ? undefined : part?.[key];
}

/** @throws MalformedPatch when a part is missing, not of its kind, or not one that the operation has. */
export function readStep(parts: ReadonlyMap<string, JsonObject>, { type, needs }: FhirPathPatchOperation): Step {
  const known: ReadonlySet<string> = new Set(['type', 'path', ...needs]);
  for (const name of parts.keys()) if (!known.has(name)) failMalformed(`"${type}" has no part "${name}"`);
  for (const name of known) if (!parts.has(name)) failMalformed(`the part "${name}" is missing`);
  const text = (name: StepPart) => {
    const value = plainValue(parts.get(name));
    return typeof value === 'string' ? value : failMalformed(`the part "${name}" must be a text (valueString)`);
  };
  const position = (name: StepPart & ('index' | 'source' | 'destination')) => {
    if (!parts.has(name)) return 0;
    const value = plainValue(parts.get(name));
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0;
    return fits ? value : failMalformed(`the part "${name}" must be a number (valueInteger), 0 or more`);
  };
  return {
    path: text('path'),
    name: parts.has('name') ? text('name') : '',
    value: parts.get('value') ?? {},
    index: position('index'),
    source: position('source'),
    destination: position('destination'),
  };
}
