/** Words looked for inside one chart, by the server: titles, codes and notes of every part. https://hl7.org/fhir/R4/search.html#content */
import { useQueries } from '@tanstack/react-query';
import type { Bundle, FhirResource } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { matches, useFhirClient } from '../data/fhir-context.ts';
import { displayDate } from '../fhir/dates.ts';
import { RecordView } from './record-view.tsx';
import type { Section } from './section.ts';
import { sections } from './sections.ts';
import { ThingPane } from './thing-pane.tsx';
import './chart.css';

interface ChartSearchProps {
  readonly patient: string;
  readonly words: string;
  /** The id of what is open. */
  readonly at: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

/** Of each part; who finds more says more words. */
const most = 25;

export function ChartSearch({ patient, words, at, onOpen }: ChartSearchProps) {
  const { t } = useTranslation();
  const found = useFound(patient, words);
  const error = found.find((one) => one.error)?.error;
  const rows = found.flatMap(({ section, data }) => data.map((row) => ({ section, row })));
  const open = rows.find(({ row }) => row.id === at)?.row;
  const isPending = found.some((one) => one.isPending);
  return (
    <div className="chart-section" data-open={open !== undefined}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <section className="chart-found" aria-label={t('chart.find')} tabIndex={0}>
        {error && <FailureNote error={error} />}
        <p role="status" className="soft">
          {isPending ? t('chart.loading') : t('chart.found', { count: rows.length, words })}
        </p>
        {found.map(({ section, data }) => (
          <FoundPart key={section.id} section={section} rows={data} at={at} onOpen={onOpen} />
        ))}
      </section>
      <ThingPane onBack={() => onOpen(undefined)}>{open && <RecordView key={open.id} row={open} />}</ThingPane>
    </div>
  );
}

interface FoundPartProps {
  readonly section: Section;
  readonly rows: readonly FhirResource[];
  readonly at: string | undefined;
  readonly onOpen: (id: string) => void;
}

function FoundPart({ section, rows, at, onOpen }: FoundPartProps) {
  const { t, i18n } = useTranslation();
  if (rows.length === 0) return null;
  const telling = { day: (text: string | undefined) => (text === undefined ? '–' : displayDate(text, i18n.language)) };
  const columns = section.columns.filter(({ isExtra }) => !isExtra);
  return (
    <>
      <h2 className="page-part">
        {t(`chart.${section.id}`)} <span className="soft">{rows.length === most ? `${most}+` : rows.length}</span>
      </h2>
      <ul className="found-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" aria-pressed={row.id === at} onClick={() => onOpen(row.id!)}>
              {columns.map(({ title, show }) => (
                <span key={title}>{show(row, telling) ?? '–'}</span>
              ))}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function useFound(patient: string, words: string) {
  const client = useFhirClient();
  const asked = sections.map((section) => ({
    section,
    path: `${section.query(patient).replace(/_count=\d+/, `_count=${most}`)}&_content=${encodeURIComponent(words)}`,
  }));
  const answers = useQueries({
    queries: asked.map(({ path }) => ({
      queryKey: ['fhir', path],
      queryFn: ({ signal }: { signal: AbortSignal }) => client.read<Bundle>(path, signal),
    })),
  });
  return asked.map(({ section }, at) => ({
    section,
    data: matches<FhirResource>(answers[at]?.data),
    error: answers[at]?.error,
    isPending: answers[at]?.isPending,
  }));
}
