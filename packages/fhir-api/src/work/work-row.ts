/** A task as a row of the table `work`. */
import { isObject, type JsonObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { codingsOf, placementOf, unplaced } from '@charthouse/worklist';

export interface WorkRow {
  readonly list: string;
  readonly kind: string;
  readonly status: string;
  /** `system|value` or a reference. */
  readonly owner: string | null;
  readonly rank: number;
  /** ISO 8601, or `infinity`. */
  readonly due: string;
  readonly authored: string;
  /** What it says, in small letters. */
  readonly words: string;
}

/** In the order of their urgency: https://hl7.org/fhir/R4/valueset-request-priority.html */
export const priorities = ['stat', 'asap', 'urgent', 'routine'] as const;

/** `at`: when it was written, for tasks that do not say since when they are. */
export function workRow(task: Resource, at: string): WorkRow {
  const rank = priorities.indexOf(String(task.priority) as 'stat');
  const period = isObject(task.restriction) ? task.restriction.period : undefined;
  const end = isObject(period) ? period.end : undefined;
  return {
    list: String(placementOf(task)?.code ?? unplaced),
    kind: String(codingsOf(task)[0]?.code ?? ''),
    status: String(task.status ?? ''),
    owner: ownerOf(task.owner),
    rank: rank === -1 ? priorities.length - 1 : rank,
    due: typeof end === 'string' ? endOf(end) : 'infinity',
    authored: typeof task.authoredOn === 'string' ? startOf(task.authoredOn) : at,
    words: String(task.description ?? '')
      .toLowerCase()
      .slice(0, 300),
  };
}

export function ownerOf(owner: JsonValue | undefined): string | null {
  if (!isObject(owner)) return null;
  const { identifier } = owner;
  if (isObject(identifier) && identifier.value !== undefined)
    return `${String(identifier.system ?? '')}|${String(identifier.value)}`;
  return referenceOf(owner) ?? null;
}

function referenceOf(value: JsonValue | undefined): string | undefined {
  const reference = isObject(value) ? (value as JsonObject).reference : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

/** The end of a day, month or year: what is due on a day is due until it is over. */
function endOf(text: string): string {
  if (text.includes('T')) return text;
  const [year, month = 12, day] = text.split('-').map(Number) as [number, number?, number?];
  return new Date(day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)).toISOString();
}

function startOf(text: string): string {
  if (text.includes('T')) return text;
  const [year, month = 1, day = 1] = text.split('-').map(Number) as [number, number?, number?];
  return new Date(Date.UTC(year, month - 1, day)).toISOString();
}
