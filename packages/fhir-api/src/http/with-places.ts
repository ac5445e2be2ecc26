/** A refusal with the lines and columns of what was sent. https://hl7.org/fhir/R4/extension-operationoutcome-issue-line.html */
import { isObject, jsonLocator, OutcomeError, withPositions } from '@charthouse/fhir-model';
import { xmlLocator } from '@charthouse/fhir-xml';
import type { Call } from '../call.ts';

/** Longer texts are not gone through again: whoever sends them is a program. */
const longest = 5_000_000;

/** The error itself where it is not about elements of the resource that was sent. */
export function withPlaces(error: unknown, { input, source }: Call): unknown {
  const sent = input?.value;
  if (!(error instanceof OutcomeError) || !source || source.text.length > longest || !isObject(sent)) return error;
  const root = String(sent.resourceType);
  const isOfSent = error.issues.some(
    ({ expression: [path = ''] = [] }) => path === root || path.startsWith(`${root}.`),
  );
  if (!isOfSent) return error;
  const locate = source.format === 'json' ? jsonLocator(source.text) : xmlLocator(source.text);
  const issues = error.issues.map((issue) => {
    const [path = ''] = issue.expression ?? [];
    return path === root || path.startsWith(`${root}.`) ? withPositions([issue], locate)[0]! : issue;
  });
  return new OutcomeError(error.status, issues, error.headers);
}
