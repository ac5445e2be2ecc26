/** A deficiency that a person adds: no rule keeps it, so it stays until a person ends it. */
import type { Reference, Task } from 'fhir/r4';
import { deficiencyType, deficiencyTypeSystem } from '../../rules/deficiency-types.ts';
import { deficiencyStates, inputSystem, taskSystem } from '../../rules/tasks/codes.ts';

export interface Written {
  readonly type: string;
  readonly words: string;
  readonly owner: Reference | undefined;
  /** ISO 8601 */
  readonly due: string | undefined;
  readonly document: { readonly reference: string; readonly words: string } | undefined;
  readonly dueWords: string | undefined;
  readonly source: { readonly words: string; readonly url: string } | undefined;
}

const input = (code: string) => ({ coding: [{ system: inputSystem, code }] });

/** @param chart the task of the chart that it belongs to */
export function newDeficiency(chart: Task, by: Reference, written: Written): Task {
  const { type, words, owner, due, document, dueWords, source } = written;
  const display = deficiencyType(type)?.display ?? type;
  const now = new Date().toISOString();
  const text = (code: string, valueString: string | undefined) =>
    valueString ? [{ type: input(code), valueString }] : [];
  return {
    resourceType: 'Task',
    status: owner ? 'requested' : 'draft',
    businessStatus: { coding: [{ system: deficiencyStates, code: owner ? 'assigned' : 'proposed' }] },
    intent: 'order',
    priority: 'routine',
    code: { coding: [{ system: taskSystem, code: 'deficiency' }] },
    description: display,
    ...(chart.focus && { focus: chart.focus }),
    ...(chart.for && { for: chart.for }),
    ...(chart.encounter && { encounter: chart.encounter }),
    executionPeriod: { start: now },
    authoredOn: now,
    requester: by,
    reasonCode: { coding: [{ system: deficiencyTypeSystem, code: type, display }] },
    ...(owner && { owner }),
    ...(due !== undefined && { restriction: { period: { end: due } } }),
    input: [
      ...text('explanation', words),
      ...text('source', source && `${source.words} ${source.url}`),
      ...text('due', dueWords),
      ...(document
        ? [{ type: { ...input('evidence'), text: document.words }, valueReference: { reference: document.reference } }]
        : []),
    ],
  };
}
