/** What a task of this desk says, read for a screen: type, clock, evidence, explanation, state. */
import type { CodeableConcept, Task, TaskInput } from 'fhir/r4';
import { inputSystem, keySystem, openStates, reasons } from '../../rules/tasks/codes.ts';

export const codeOf = (concept: CodeableConcept | undefined) => concept?.coding?.[0]?.code ?? '';

/** Code of the type of deficiency, or of the contradiction. */
export const typeOf = ({ reasonCode }: Task) => codeOf(reasonCode);

export const isOpen = ({ status }: Task) => openStates.has(status);

/** Too late to be made good: the rule says so. */
export const isIncurable = ({ statusReason }: Task) =>
  statusReason?.coding?.some(({ system, code }) => system === reasons && code === 'incurable') ?? false;

const inputs = ({ input = [] }: Task, name: string): TaskInput[] =>
  input.filter(({ type }) => type.coding?.some(({ system, code }) => system === inputSystem && code === name));

/** `explanation`, `source`, `due`, `owner-note`. */
export const textIn = (task: Task, name: string): string | undefined => inputs(task, name)[0]?.valueString;

export interface EvidenceShown {
  readonly words: string;
  /** `Type/id` */
  readonly reference: string | undefined;
}

export const evidenceOf = (task: Task): EvidenceShown[] =>
  inputs(task, 'evidence').map(({ type, valueReference, valueString }) => ({
    words: type.text ?? valueString ?? '',
    reference: valueReference?.reference,
  }));

/** The citation in words, and its address. */
export function sourceOf(task: Task): { readonly words: string; readonly url?: string } | undefined {
  const text = textIn(task, 'source');
  if (text === undefined) return undefined;
  const found = /^(.*?)\s+(https:\/\/\S+)$/.exec(text);
  return found ? { words: found[1] ?? text, url: found[2] ?? '' } : { words: text };
}

/** The document or order that it is about, as `Type/id`: evidence first, else what the key names. */
export function aboutOf(task: Task, types: RegExp): string | undefined {
  const key = task.identifier
    ?.find(({ system }) => system === keySystem)
    ?.value?.split('|')
    .at(-1);
  const named = [key, ...evidenceOf(task).map(({ reference }) => reference)];
  return named.find((name) => name !== undefined && types.test(name));
}

/** Milliseconds since 1970. */
export function dueOf({ restriction }: Task): number | undefined {
  const end = restriction?.period?.end;
  return end === undefined ? undefined : Date.parse(end);
}

export const urgentFirst = (a: Task, b: Task) => (dueOf(a) ?? Number.MAX_VALUE) - (dueOf(b) ?? Number.MAX_VALUE);
