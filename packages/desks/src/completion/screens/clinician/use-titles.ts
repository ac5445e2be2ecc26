/** What the documents that wait are called; found by a search, because to read one is to open it. */
import { displayConcept, displayTime, matches, useFhir } from '@charthouse/ui';
import type { Bundle, DocumentReference, Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { subjectOf } from './use-inbox.ts';

export function useTitles(tasks: readonly Task[]): (task: Task) => string | undefined {
  const { i18n } = useTranslation();
  const names = tasks.flatMap((task) => subjectOf(task) ?? []).filter((name) => name.startsWith('DocumentReference/'));
  const ids = [...new Set(names)].map((name) => name.slice('DocumentReference/'.length)).sort();
  const elements = '_elements=description,type,date,context';
  const found = useFhir<Bundle>(
    ids.length > 0 ? `DocumentReference?_id=${ids.join(',')}&${elements}&_count=${ids.length}` : undefined,
  );
  const titles = new Map(
    matches<DocumentReference>(found.data).map(({ id, description, type, date, context }) => {
      const at = context?.period?.start ?? date;
      const told = [description ?? displayConcept(type), at && displayTime(at, i18n.language)];
      return [`DocumentReference/${id}`, told.filter(Boolean).join(' · ')];
    }),
  );
  return (task) => titles.get(subjectOf(task) ?? '');
}
