/** JSON Patch on a resource: https://www.rfc-editor.org/rfc/rfc6902, https://hl7.org/fhir/R4/http.html#patch */
import { isObject, type JsonObject, type JsonValue, type ParsedJson } from '@charthouse/fhir-model';
import { type Draft, finishDraft, knowLiterals, pieceAt, startDraft } from '../draft.ts';
import { fail, failMalformed, forOperation, malformedPatch, refusePatch } from '../failure.ts';
import { defaultPatchLimits, type PatchLimits } from '../limits.ts';
import type { JsonPatchOperation, Step } from './operation.ts';
import { jsonPatchOperations } from './operations/index.ts';
import { parsePointer } from './pointer.ts';

/**
 * The resource with all operations done, or an error and nothing done; `resource` and `patch` stay as they are. Numbers keep their
 * text, those of the patch too. The result is not validated.
 * @param patch as `parseJson` read it
 * @throws OutcomeError saying which operation failed at which path, and why: 400 for a malformed patch, 422 for one that cannot be done
 */
export function applyJsonPatch(
  resource: ParsedJson,
  patch: ParsedJson,
  limits: PatchLimits = defaultPatchLimits,
): ParsedJson {
  const steps = patch.value;
  if (!Array.isArray(steps)) throw malformedPatch('a JSON Patch is an array of operations');
  if (steps.length > limits.operations)
    throw refusePatch(`it has ${steps.length} operations; at most ${limits.operations} are accepted`);
  const draft = startDraft(resource, limits);
  knowLiterals(draft, patch.literals);
  const named = steps.map((step, index) => ({ step, name: `Operation ${index + 1}${nameOf(step)}` }));
  const read = named.map(({ step, name }) => ({ name, act: forOperation(name, () => readStep(draft, step)) }));
  for (const { name, act } of read) forOperation(name, act);
  return forOperation('The patch', () => finishDraft(draft));
}

function nameOf(step: JsonValue): string {
  if (!isObject(step)) return '';
  const words = [step.op, step.path].filter((word) => typeof word === 'string');
  return words.length ? ` (${words.join(' ').slice(0, 200)})` : '';
}

/** What an operation will do. All are read before the first is done: a malformed patch is refused whatever the resource is. */
function readStep(draft: Draft, step: JsonValue): () => void {
  if (!isObject(step)) failMalformed('it is no object');
  const operation = typeof step.op === 'string' ? jsonPatchOperations.get(step.op) : undefined;
  if (!operation) failMalformed(`"op" must be one of ${[...jsonPatchOperations.keys()].join(', ')}`);
  const members = membersOf(draft, step, operation);
  return () => operation.apply(draft, members);
}

function membersOf(draft: Draft, step: JsonObject, { needs }: JsonPatchOperation): Step {
  const value = pieceAt(draft, { holder: step, key: 'value' });
  if (needs.includes('value') && !value) failMalformed('"value" is missing');
  return {
    path: pointerOf(draft, step, 'path'),
    from: needs.includes('from') ? pointerOf(draft, step, 'from') : [],
    value: value ?? { value: null },
  };
}

function pointerOf(draft: Draft, step: JsonObject, member: 'path' | 'from') {
  const text = step[member];
  if (typeof text !== 'string') failMalformed(`"${member}" is missing or no text`);
  if (text.length > draft.limits.path) fail(`"${member}" is longer than ${draft.limits.path} characters`);
  return parsePointer(text);
}
