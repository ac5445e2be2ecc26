/** One part of the chart as rows, with the thing itself beside them. */
import type { FhirResource } from 'fhir/r4';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../data/use-pages.ts';
import { displayDate } from '../fhir/dates.ts';
import { type Column, RowList } from '../rows/row-list.tsx';
import { RecordView } from './record-view.tsx';
import type { Section, Telling } from './section.ts';
import { ThingPane } from './thing-pane.tsx';
import './chart.css';

interface ChartSectionProps {
  readonly patient: string;
  readonly section: Section;
  /** The id of what is open. */
  readonly at: string | undefined;
  /** Undefined: what was open is closed. */
  readonly onOpen: (id: string | undefined) => void;
  /** What is said where nothing is recorded. */
  readonly note?: string | undefined;
}

export function ChartSection({ patient, section, at, onOpen, note }: ChartSectionProps) {
  const { t, i18n } = useTranslation();
  const pages = usePages<FhirResource>(section.query(patient));
  const telling: Telling = useMemo(
    () => ({ day: (text) => (text === undefined ? '–' : displayDate(text, i18n.language)) }),
    [i18n.language],
  );
  const columns: readonly Column<FhirResource>[] = section.columns.map(({ title, width, show, isExtra }) => ({
    id: title,
    title: t(`chart.${title}`),
    width,
    cell: (row) => show(row, telling) ?? '–',
    ...(isExtra && { isExtra }),
  }));
  const open = at === undefined ? undefined : pages.rows.find(({ id }) => id === at);
  return (
    <div className="chart-section" data-open={open !== undefined}>
      <RowList
        label={t(`chart.${section.id}`)}
        columns={columns}
        pages={pages}
        empty={[t('chart.empty'), note].filter(Boolean).join(' ')}
        selected={at}
        onOpen={({ id }) => onOpen(id!)}
      />
      <ThingPane onBack={() => onOpen(undefined)}>{open && <RecordView key={open.id} row={open} />}</ThingPane>
    </div>
  );
}
