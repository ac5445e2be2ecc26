/** The set-up check-list of the administrator: each state as the server reads it, and what to do where it is not done. */
import { displayDate, FailureNote, useFhirClient } from '@charthouse/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

interface Step {
  readonly id: 'organisation' | 'people' | 'signIn' | 'backup' | 'ledger' | 'feeds' | 'demo';
  readonly isDone?: boolean;
  readonly detail?: string | number;
}

/** Their detail is a time. */
const dated: ReadonlySet<string> = new Set(['backup', 'ledger']);

export function useSetUp(isWanted = true) {
  const client = useFhirClient();
  return useQuery({
    queryKey: ['set-up'],
    enabled: isWanted,
    queryFn: async ({ signal }) => {
      const answer = await client.send({ method: 'GET', path: '/workbench/set-up', signal });
      return ((await answer.json()) as { steps: readonly Step[] }).steps;
    },
  });
}

export function SetUp() {
  const { t } = useTranslation();
  const { data, error, refetch } = useSetUp();
  return (
    <div className="page">
      <h1>{t('setUp.title')}</h1>
      <p className="soft">{t('setUp.intro')}</p>
      {error && <FailureNote error={error} again={() => void refetch()} />}
      {data && (
        <>
          <p role="status">{t('setUp.of', { done: data.filter(({ isDone }) => isDone).length, all: data.length })}</p>
          <ol className="set-up">
            {data.map((step) => (
              <SetUpStep key={step.id} step={step} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function SetUpStep({ step: { id, isDone, detail } }: { readonly step: Step }) {
  const { t, i18n } = useTranslation();
  const isTime = dated.has(id) && typeof detail === 'number';
  const shown = isTime ? displayDate(new Date(detail).toISOString(), i18n.language) : (detail ?? t('setUp.never'));
  return (
    <li>
      <span data-done={isDone}>
        {isDone === undefined ? `? ${t('setUp.unknown')}` : isDone ? `✓ ${t('setUp.done')}` : `○ ${t('setUp.open')}`}
      </span>
      <strong>{t(`setUp.${id}`)}</strong>
      <p className="soft">{t(`setUp.${id}Is`, { detail: shown })}</p>
      {!isDone && <p>{t(`setUp.${id}Do`)}</p>}
    </li>
  );
}
