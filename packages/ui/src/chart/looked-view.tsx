/** Who looked at this record, when and why, in the words of the server. docs/flows/record.md */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Parameters, ParametersParameter } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';
import { displayTime } from '../fhir/dates.ts';
import './chart.css';

const page = 50;

export function LookedView({ patient }: { readonly patient: string }) {
  const { t, i18n } = useTranslation();
  const client = useFhirClient();
  const first = `Patient/${patient}/$access-log?_count=${page}&language=${i18n.language}`;
  const { data, error, isPending, ...pages } = useInfiniteQuery({
    queryKey: ['looked', first],
    initialPageParam: first,
    staleTime: 0, // reading the chart is itself an access
    queryFn: ({ pageParam, signal }) => client.read<Parameters>(pageParam, signal),
    getNextPageParam: ({ parameter }) => parameter?.find(({ name }) => name === 'next')?.valueUrl,
  });
  if (error) return <FailureNote error={error} />;
  if (isPending) return <p className="soft row-list-note">{t('chart.loading')}</p>;
  const accesses = data.pages.flatMap(({ parameter = [] }) => parameter.filter(({ name }) => name === 'access'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="chart-looked" aria-label={t('chart.looked')} tabIndex={0}>
      <table className="rows">
        <thead>
          <tr>
            {(['date', 'by', 'did', 'why'] as const).map((title) => (
              <th key={title} scope="col">
                {t(`chart.${title}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accesses.map((access) => (
            <Access key={partOf(access, 'event')?.valueReference?.reference} access={access} />
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('chart.older')}
        </Button>
      )}
    </section>
  );
}

function Access({ access }: { readonly access: ParametersParameter }) {
  const { i18n } = useTranslation();
  return (
    <tr>
      <td>{displayTime(partOf(access, 'when')?.valueInstant ?? '', i18n.language)}</td>
      <td>
        <bdi>{partOf(access, 'who')?.valueString}</bdi>
      </td>
      <td>{partOf(access, 'did')?.valueString}</td>
      <td>{partOf(access, 'why')?.valueString}</td>
    </tr>
  );
}

const partOf = ({ part }: ParametersParameter, wanted: string) => part?.find(({ name }) => name === wanted);
