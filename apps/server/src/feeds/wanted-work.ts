/** What a feed finds that somebody should look at: it becomes a Task of the list that takes its code. https://hl7.org/fhir/R4/task.html */
import { createHash } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { taskSystem } from '@charthouse/worklist';

export interface WantedWork {
  /** What it is about: while a task of it is open there is no second one. */
  readonly key: string;
  /** Which time it happened: what has ended is not made again for the same. */
  readonly occasion: string;
  /** When that was, in milliseconds since 1970: what ended after it is not made again either. */
  readonly at: number;
  /** In one sentence. */
  readonly what: string;
  /** Why somebody has to look. */
  readonly why: string;
  /** Each a sentence, without patient data. */
  readonly evidence: readonly string[];
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly isUrgent?: boolean;
  /** `Type/id` */
  readonly focus?: string;
  /** `Patient/id` */
  readonly patient?: string;
  /** Facts that the feed reads again, by name. */
  readonly facts?: Readonly<Record<string, string>>;
}

const keySystem = 'https://charthouse.dev/fhir/identifier/work-item';
const inputSystem = 'https://charthouse.dev/fhir/CodeSystem/work-item-input';

/** @param now milliseconds since 1970 */
export function taskOf(code: string, wanted: WantedWork, now: number): Resource & { id: string } {
  const { key, occasion, what, why, evidence, due, isUrgent, focus, patient, facts = {} } = wanted;
  return {
    resourceType: 'Task',
    id: `feed-${createHash('sha256').update(`${code}|${key}|${occasion}`).digest('hex').slice(0, 40)}`,
    identifier: [{ system: keySystem, value: key }],
    status: 'requested',
    intent: 'order',
    priority: isUrgent ? 'urgent' : 'routine',
    code: { coding: [{ system: taskSystem, code }] },
    description: what,
    ...(focus !== undefined && { focus: { reference: focus } }),
    ...(patient !== undefined && { for: { reference: patient } }),
    authoredOn: new Date(now).toISOString(),
    reasonCode: { text: why },
    restriction: { period: { end: new Date(due).toISOString() } },
    input: [
      { type: inputType('explanation'), valueString: why },
      ...evidence.map((words) => ({ type: inputType('evidence'), valueString: words })),
      ...Object.entries(facts).map(([name, value]) => ({ type: inputType(name), valueString: value })),
    ],
  };
}

export const inputType = (code: string): JsonObject => ({ coding: [{ system: inputSystem, code }] });

/** What a feed wrote of a fact into the task. */
export function factOf(task: Resource, name: string): string | undefined {
  const own = objectsOf(task.input).find(({ type }) => objectsOf(isObject(type) ? type.coding : [])[0]?.code === name);
  return typeof own?.valueString === 'string' ? own.valueString : undefined;
}

export function keyOf({ identifier }: Resource): string | undefined {
  const own = objectsOf(identifier).find(({ system }) => system === keySystem);
  return typeof own?.value === 'string' ? own.value : undefined;
}

const objectsOf = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isObject(one)) : [];
