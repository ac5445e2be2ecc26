/** Why a task is in its list, and who did what with it. */
import { placementOf } from '@charthouse/worklist';
import { useQuery } from '@tanstack/react-query';
import type { Parameters, Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';
import { displayTime } from '../fhir/dates.ts';
import { useDeskWords } from './kernel-context.ts';
import { named, partsOf } from './parameters-read.ts';

/** One sentence: the rule, the person or the kind that put it there. */
export function useWhy(): (task: Task) => string {
  const { t } = useTranslation();
  const words = useDeskWords();
  return (task) => {
    const { code, display, version, userSelected } = (placementOf(task as never) ?? {}) as {
      readonly code?: string;
      readonly display?: string;
      readonly version?: string;
      readonly userSelected?: boolean;
    };
    if (userSelected) return t('work.whyPerson');
    if (display)
      return version ? t('work.whyRule', { rule: display, version }) : t('work.whyDeskRule', { rule: display });
    return words.why(code ?? 'administration/unplaced');
  };
}

export function TaskHistory({ task }: { readonly task: Task }) {
  const { t, i18n } = useTranslation();
  const client = useFhirClient();
  const words = useDeskWords();
  const path = `Task/${task.id}/$worklist-history`;
  const found = useQuery({
    queryKey: ['work', path, task.meta?.versionId],
    queryFn: async () => (await (await client.send({ method: 'GET', path })).json()) as Parameters,
  });
  if (found.error) return <FailureNote error={found.error} />;
  return (
    <ol className="work-history">
      {named(found.data ?? { resourceType: 'Parameters' }, 'version')
        .map(partsOf)
        .map(({ number, at, who, status, owner, list, why }) => (
          <li key={String(number)}>
            <span className="soft">{displayTime(String(at), i18n.language)}</span>{' '}
            <strong>{who === undefined ? t('work.theServer') : String(who)}</strong>{' '}
            {[
              t(`work.${String(status)}` as 'work.requested', { defaultValue: String(status) }),
              owner && t('work.takenBy', { name: String(owner) }),
              list && words.list(String(list)),
              why && String(why),
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
    </ol>
  );
}
