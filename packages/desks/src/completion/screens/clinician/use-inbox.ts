/** What waits for a clinician: to sign, to answer, to write; and about how long it takes. */
import { usePages, useWordsOf } from '@charthouse/ui';
import type { Task } from 'fhir/r4';
import { clinicianEn } from '../words/clinician-en.ts';
import { clinicianEs } from '../words/clinician-es.ts';
import { aboutOf, typeOf } from '../work/task-facts.ts';

export const useClinicianWords = () => useWordsOf({ en: clinicianEn, es: clinicianEs });

const toSign: ReadonlySet<string> = new Set([
  ...['unsigned-document', 'missing-cosignature', 'unsigned-order', 'unsigned-verbal-order'],
]);
/** Minutes that one of them takes. */
const takes = { sign: 0.5, query: 1, write: 5 } as const;

type Kind = keyof typeof takes;

export function kindOf(task: Task): Kind {
  const type = typeOf(task);
  if (type === 'unanswered-query') return 'query';
  return toSign.has(type) && subjectOf(task) !== undefined ? 'sign' : 'write';
}

/** The document or order that is signed. */
export const subjectOf = (task: Task) => aboutOf(task, /^(DocumentReference|ServiceRequest|MedicationRequest)\//);

/** @param signed documents that were signed just now: their tasks close in a few seconds */
export function useInbox(signed: readonly string[] = []) {
  const pages = usePages<Task>('Task/$worklist?list=completion/inbox&_sort=due&_count=100');
  const rows = pages.rows.filter((task) => !signed.includes(subjectOf(task) ?? ''));
  const count = (kind: Kind) => rows.filter((task) => kindOf(task) === kind).length;
  const counts = { sign: count('sign'), query: count('query'), write: count('write') };
  const minutes = (Object.keys(takes) as Kind[]).reduce((sum, kind) => sum + counts[kind] * takes[kind], 0);
  return { ...pages, rows, counts, minutes: Math.ceil(minutes) };
}
