/** What must hold for every resource before a transaction begins. All problems of all resources are reported at once. */
import {
  type Issue,
  isId,
  isObject,
  OutcomeError,
  outcomes,
  type ParsedJson,
  type Resource,
} from '@charthouse/fhir-model';
import { literalFinder } from '../bundle/entry-literals.ts';
import { subsetted } from '../http/shape.ts';
import type { ApiParts } from '../parts.ts';
import { expressionAt, type WriteBatch, type WriteCall } from './write-call.ts';

/** @throws OutcomeError 400 with every issue found, 422 naming every incomplete copy */
export function checkBatch(batch: WriteBatch, parts: Pick<ApiParts, 'contentValidator'>): void {
  const literalsOf = literalFinder(batch.literals);
  const issues = batch.calls.flatMap((call) =>
    call.resource ? checkResource(call, { value: call.resource, literals: literalsOf(call.resource) }, parts) : [],
  );
  if (issues.some((issue) => issue.severity === 'error' || issue.severity === 'fatal'))
    throw new OutcomeError(400, issues);
  const incomplete = batch.calls.flatMap(({ resource, place }) =>
    resource && isSubsetted(resource) ? [incompleteCopy(resource, place)] : [],
  );
  if (incomplete.length > 0) throw new OutcomeError(422, incomplete);
}

/** What `_summary` or `_elements` left of a resource must not replace it. https://hl7.org/fhir/R4/search.html#summary */
function isSubsetted({ meta }: Resource): boolean {
  const tags = isObject(meta) && Array.isArray(meta.tag) ? meta.tag : [];
  return tags.some((tag) => isObject(tag) && tag.system === subsetted.system && tag.code === subsetted.code);
}

function incompleteCopy({ resourceType }: Resource, place: string): Issue {
  return {
    severity: 'error',
    code: 'business-rule',
    diagnostics:
      'The resource is an incomplete copy (tag SUBSETTED), as _summary and _elements give it: read the whole resource, change that and send it.',
    expression: [expressionAt(place, `${resourceType}.meta.tag`)],
  };
}

function checkResource(
  call: WriteCall,
  sent: ParsedJson,
  { contentValidator }: Pick<ApiParts, 'contentValidator'>,
): Issue[] {
  const resource = sent.value as Resource;
  const problem = (code: Issue['code'], element: string, diagnostics: string): Issue => ({
    severity: 'error',
    code,
    diagnostics,
    expression: [expressionAt(call.place, `${resource.resourceType}${element}`)],
  });
  if (resource.resourceType !== call.type)
    return [
      problem(
        'invalid',
        '',
        `The URL is for ${call.type}, but the resource sent is of type ${String(resource.resourceType)}.`,
      ),
    ];
  if (call.kind === 'update' && call.id !== undefined && resource.id !== call.id)
    return [
      problem(
        resource.id === undefined ? 'required' : 'invalid',
        '.id',
        resource.id === undefined
          ? `The resource must have the id of the URL, "${call.id}".`
          : `The id in the resource, "${String(resource.id)}", is not the id of the URL, "${call.id}".`,
      ),
    ];
  if (call.kind === 'update' && call.id !== undefined && !isId(call.id))
    return [problem('value', '.id', `"${call.id}" is no id: 1 to 64 letters, digits, "-" and "." are.`)];
  return validated(call, sent, contentValidator);
}

/** The validator's issues, at the place of the resource in what was sent. */
function validated(call: WriteCall, { value, literals }: ParsedJson, validator: ApiParts['validator']): Issue[] {
  return validator
    .validate(value, { literals })
    .map((issue) =>
      issue.expression ? { ...issue, expression: issue.expression.map((e) => expressionAt(call.place, e)) } : issue,
    );
}

/** @throws OutcomeError 422 with every issue when a patch left a resource that is not valid, or changed its identity */
export function checkPatched(
  call: WriteCall,
  patched: ParsedJson,
  { id, validator }: { id: string; validator: ApiParts['validator'] },
): void {
  const resource = patched.value as Resource;
  if (resource?.resourceType !== call.type || resource.id !== id)
    throw outcomes.unprocessable(
      'A patch cannot change the type or the id of a resource.',
      expressionAt(call.place, call.type),
    );
  const issues = validated(call, patched, validator);
  if (issues.some((issue) => issue.severity === 'error' || issue.severity === 'fatal'))
    throw new OutcomeError(422, issues);
}
