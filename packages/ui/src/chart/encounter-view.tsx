/** One encounter, and what belongs to it: problems, documents, results, orders, by reference. */
import { useQueries } from '@tanstack/react-query';
import type { Bundle, Encounter, FhirResource } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { matches, useFhirClient } from '../data/fhir-context.ts';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { displayDate, displayTime } from '../fhir/dates.ts';
import { FactsView } from './facts-view.tsx';
import { sections } from './sections.ts';

const most = 100;
/** Parts of the chart that know their encounter, with the parameter that says so. */
const within = ['problems', 'documents', 'results', 'medications', 'orders'] as const;

export function EncounterView({ encounter }: { readonly encounter: Encounter }) {
  const { t, i18n } = useTranslation();
  const { period, type, reasonCode, serviceProvider, status } = encounter;
  const times = [period?.start, period?.end].map((at) => at && displayTime(at, i18n.language));
  return (
    <article>
      <h2>{displayConcept(reasonCode?.[0] ?? type?.[0]) ?? t('chart.timeline')}</h2>
      <p className="soft">
        {[times[0], times[1] ?? t('chart.ongoing')].join(' – ')}
        {' · '}
        {[encounter.class.display ?? encounter.class.code, status, displayReference(serviceProvider)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Belonging encounter={encounter} />
      <details>
        <summary>{t('chart.allFacts')}</summary>
        <FactsView type="Encounter" id={encounter.id!} />
      </details>
    </article>
  );
}

function Belonging({ encounter }: { readonly encounter: Encounter }) {
  const { t, i18n } = useTranslation();
  const client = useFhirClient();
  const parts = within.map((id) => sections.find((one) => one.id === id)!);
  const answers = useQueries({
    queries: parts.map((part) => {
      const patient = encounter.subject?.reference?.replace(/^.*Patient\//, '') ?? '';
      const path = `${part.query(patient).replace(/_count=\d+/, `_count=${most}`)}&encounter=Encounter/${encounter.id}`;
      return {
        queryKey: ['fhir', path],
        queryFn: ({ signal }: { signal: AbortSignal }) => client.read<Bundle>(path, signal),
      };
    }),
  });
  const error = answers.find((one) => one.error)?.error;
  const telling = { day: (text: string | undefined) => (text === undefined ? '–' : displayDate(text, i18n.language)) };
  const found = parts.map((part, at) => ({ part, rows: matches<FhirResource>(answers[at]?.data) }));
  if (error) return <FailureNote error={error} />;
  if (answers.some(({ isPending }) => isPending)) return <p className="soft">{t('chart.loading')}</p>;
  if (found.every(({ rows }) => rows.length === 0)) return <p className="soft">{t('chart.nothingWithin')}</p>;
  return found
    .filter(({ rows }) => rows.length > 0)
    .map(({ part, rows }) => (
      <section key={part.id}>
        <h3>
          {t(`chart.${part.id}`)} <span className="soft">{rows.length === most ? `${most}+` : rows.length}</span>
        </h3>
        <table className="rows">
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {part.columns
                  .filter(({ isExtra }) => !isExtra)
                  .map(({ title, show }) => (
                    <td key={title}>{show(row, telling) ?? '–'}</td>
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    ));
}
