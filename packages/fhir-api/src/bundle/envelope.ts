/** What a batch or transaction bundle holds around its resources, which are checked one by one. https://hl7.org/fhir/R4/http.html#transaction */
import { isObject, type JsonObject, type JsonValue, OutcomeError } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';

type Checking = Pick<ApiParts, 'validator'>;

/** @throws OutcomeError 400 with every issue: a transaction is refused whole */
export function checkTransaction(bundle: JsonObject, entries: readonly JsonValue[], { validator }: Checking): void {
  const entry = entries.map(withoutResource);
  refuse(validator.validate({ ...bundle, ...(entry.length > 0 && { entry }) }));
}

/** The elements beside the entries. @throws OutcomeError 400 with every issue */
export function checkBatchHead(bundle: JsonObject, entries: readonly JsonValue[], { validator }: Checking): void {
  const { entry: _, ...head } = bundle;
  refuse(validator.validate(entries.length > 0 ? head : bundle, { invariants: false }));
}

/** An entry of a batch, which fails by itself. @throws OutcomeError 400 with every issue */
export function checkBatchEntry(entry: JsonValue, index: number, { validator }: Checking): void {
  const bundle = { resourceType: 'Bundle', type: 'batch', entry: [withoutResource(entry)] };
  const issues = validator.validate(bundle, { invariants: false });
  const here = (expression: string) => expression.replace('Bundle.entry[0]', `Bundle.entry[${index}]`);
  refuse(issues.map((issue) => ({ ...issue, ...(issue.expression && { expression: issue.expression.map(here) }) })));
}

/** The smallest resource that is valid. */
const standIn = { resourceType: 'Parameters' };

/** Where nothing would be left to carry out, another resource stands in: the entry is not empty (ele-1), it lacks a request. */
function withoutResource(entry: JsonValue): JsonValue {
  if (!isObject(entry)) return entry;
  const { resource, ...rest } = entry;
  if (resource === undefined || rest.request !== undefined) return rest;
  const { fullUrl: _, ...others } = rest; // would be compared with the resource
  return { ...others, resource: standIn };
}

function refuse(issues: OutcomeError['issues']): void {
  if (issues.some(({ severity }) => severity === 'error' || severity === 'fatal')) throw new OutcomeError(400, issues);
}
