/** What was done, for those who prefer an OperationOutcome: https://hl7.org/fhir/R4/http.html#ops */
import { operationOutcome } from '@charthouse/fhir-model';
import { type Call, changes, type Result } from '../call.ts';

/** JSON text of an OperationOutcome; undefined when the caller did not ask for one. */
export function changeOutcome(call: Call, result: Result): string | undefined {
  if (call.preferences.return !== 'OperationOutcome' || !changes.has(call.interaction)) return undefined;
  const done = { severity: 'information', code: 'informational', diagnostics: sentence(call, result) } as const;
  return JSON.stringify(operationOutcome([done, ...(result.warnings ?? [])]));
}

const words: Readonly<Record<string, string>> = {
  create: 'Found',
  update: 'Updated',
  patch: 'Patched',
  delete: 'Deleted',
};

function sentence({ interaction }: Call, { type, id, version, created, deleted }: Result): string {
  const word = created ? 'Created' : words[interaction];
  if (deleted !== undefined && deleted > 1) return `${word} ${deleted} resources.`;
  return version === undefined ? 'There was nothing to delete.' : `${word} ${type}/${id}, version ${version}.`;
}
