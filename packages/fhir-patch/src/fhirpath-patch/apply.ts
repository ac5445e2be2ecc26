/** FHIRPath Patch on a resource: https://hl7.org/fhir/R4/fhirpatch.html */
import { isObject, type JsonObject, type JsonValue, type ParsedJson } from '@charthouse/fhir-model';
import { type Draft, finishDraft, knowLiterals, startDraft } from '../draft.ts';
import { fail, failMalformed, forOperation, malformedPatch, refusePatch } from '../failure.ts';
import { defaultPatchLimits, type PatchLimits } from '../limits.ts';
import { partsByName, plainValue, readStep } from './operation.ts';
import { fhirPathPatchOperations } from './operations/index.ts';

/**
 * The resource with all operations done, or an error and nothing done; `resource` and `parameters` stay as they are. Numbers keep their
 * text, those of the patch too. Values must be of the type of their place; whether the result is valid is the validator's to say.
 * @param parameters a Parameters resource, as `parseJson` or `readXml` gave it
 * @throws OutcomeError saying which operation failed at which path, and why: 400 for a malformed patch, 422 for one that cannot be done
 */
export function applyFhirPathPatch(
  resource: ParsedJson,
  parameters: ParsedJson,
  limits: PatchLimits = defaultPatchLimits,
): ParsedJson {
  const operations = operationsOf(parameters.value);
  if (operations.length > limits.operations)
    throw refusePatch(`it has ${operations.length} operations; at most ${limits.operations} are accepted`);
  const draft = startDraft(resource, limits);
  refuseCostly(draft, operations.length);
  knowLiterals(draft, parameters.literals);
  const named = operations.map((part, index) => ({ part, name: `Operation ${index + 1}${nameOf(part)}` }));
  const read = named.map(({ part, name }) => ({ name, act: forOperation(name, () => readOperation(draft, part)) }));
  for (const { name, act } of read) forOperation(name, act);
  return forOperation('The patch', () => finishDraft(draft));
}

function operationsOf(parameters: JsonValue): JsonValue[] {
  if (!isObject(parameters) || parameters.resourceType !== 'Parameters')
    throw malformedPatch('a FHIRPath Patch is a Parameters resource');
  const { parameter = [] } = parameters;
  if (!Array.isArray(parameter)) throw malformedPatch('"parameter" of the Parameters resource must be a list');
  return parameter;
}

/** A path may look at the whole resource: the larger it is, the fewer operations (but always some). */
function refuseCostly({ spent, limits }: Draft, operations: number): void {
  const most = Math.max(10, Math.floor((limits.visits * charactersPerVisit) / spent));
  if (operations > most)
    throw refusePatch(
      `on a resource of this size at most ${most} operations are accepted; use JSON Patch or an update`,
    );
}

/** Evaluating FHIRPath costs more than looking at a node. */
const charactersPerVisit = 4;

function nameOf(operation: JsonValue): string {
  const parts = isObject(operation) && Array.isArray(operation.part) ? operation.part.filter(isObject) : [];
  const word = (name: string) => plainValue(parts.find((part: JsonObject) => part.name === name));
  const words = [word('type'), word('path')].filter((text) => typeof text === 'string');
  return words.length ? ` (${words.join(' ').slice(0, 200)})` : '';
}

/** What an operation will do. All are read before the first is done: a malformed patch is refused whatever the resource is. */
function readOperation(draft: Draft, parameter: JsonValue): () => void {
  const parts = partsByName(parameter);
  const type = plainValue(parts.get('type'));
  const operation = typeof type === 'string' ? fhirPathPatchOperations.get(type) : undefined;
  if (!operation)
    failMalformed(`the part "type" must be one of ${[...fhirPathPatchOperations.keys()].join(', ')} (valueCode)`);
  const step = readStep(parts, operation);
  if (step.path.length > draft.limits.path) fail(`the path is longer than ${draft.limits.path} characters`);
  return () => operation.apply(draft, step);
}
