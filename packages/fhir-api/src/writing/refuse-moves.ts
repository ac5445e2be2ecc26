/** Tasks of the worklists change only as their kind allows, whoever writes them: `packages/worklist`. */
import { type Issue, OutcomeError, type Resource } from '@charthouse/fhir-model';
import { type Kernel, refusalsOf } from '@charthouse/worklist';
import type { Pending } from './versions.ts';
import { expressionAt } from './write-call.ts';

/** @throws OutcomeError 403 when somebody else may, 422 when nobody may, so */
export function refuseMoves(changes: readonly Pending[], kernel: Kernel): void {
  const issues = changes.flatMap((change) => issuesOf(change, kernel));
  if (issues.length === 0) return;
  throw new OutcomeError(issues.some(({ code }) => code === 'forbidden') ? 403 : 422, issues);
}

function issuesOf({ type, resource, previous, call }: Pending, kernel: Kernel): Issue[] {
  if (type !== 'Task' || !resource) return [];
  const before = previous && previous.op !== 'delete' ? (JSON.parse(previous.body) as Resource) : undefined;
  const machine = (before && kernel.machineOf(before)) ?? kernel.machineOf(resource);
  if (!machine) return [];
  const { may = everything, isUndo } = call;
  return refusalsOf(machine, { before, after: resource, may, isUndo }).map(({ kind, element, words }) => ({
    severity: 'error',
    code: kind,
    diagnostics: words,
    expression: [expressionAt(call.place, `Task.${element}`)],
  }));
}

const everything = () => true;
