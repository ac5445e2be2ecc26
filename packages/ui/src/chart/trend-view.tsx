/** A result among those of its kind: a small plot with the reference range, and the table behind it. */
import { Button } from '@mantine/core';
import type { Observation } from 'fhir/r4';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../data/use-pages.ts';
import { displayConcept } from '../fhir/concepts.ts';
import { displayTime } from '../fhir/dates.ts';
import { saveCsv } from '../rows/save-csv.ts';
import { beyond, displayRange } from './ranges.ts';

interface Point {
  readonly id: string;
  readonly at: string;
  readonly value: number;
  readonly unit: string;
  /** As the source sent it with this value. */
  readonly range: string;
  readonly mark: string;
}

/** Fetched with the first trend that is read. */
const Plot = lazy(() => import('./plot.tsx'));

const most = 500;

export function TrendView({ observation }: { readonly observation: Observation }) {
  const { t, i18n } = useTranslation();
  const [isTable, setTable] = useState(false);
  const { rows, isPending } = usePages<Observation>(sameKind(observation));
  const points = useMemo(() => pointsOf(rows), [rows]);
  const name = displayConcept(observation.code) ?? '';
  const unit = observation.valueQuantity?.unit ?? observation.valueQuantity?.code ?? '';
  const range = observation.referenceRange?.[0];
  const csv = () =>
    saveCsv(name, [
      [t('chart.date'), t('chart.value'), t('chart.unit'), t('chart.range')],
      ...points.map((point) => [point.at, String(point.value), point.unit, point.range]),
    ]);
  return (
    <article>
      <h2>{name}</h2>
      <p>
        <strong className="trend-value">
          {observation.valueQuantity?.value} {unit}
        </strong>{' '}
        <span className="soft">
          {observation.effectiveDateTime && displayTime(observation.effectiveDateTime, i18n.language)}
        </span>
        {range && (
          <span className="soft">
            {' · '}
            {t('chart.range')} {displayRange(range)} {unit}
          </span>
        )}
      </p>
      {isPending && <p className="soft">{t('chart.loading')}</p>}
      {points.length > 1 && !isTable && (
        <Suspense fallback={<div className="trend-plot" />}>
          <Plot points={points} unit={unit} label={name} low={range?.low?.value} high={range?.high?.value} />
        </Suspense>
      )}
      {isTable && <PointTable points={points} />}
      <p className="trend-actions">
        <span className="soft">{t('chart.values', { count: points.length })}</span>
        <Button size="compact-sm" variant="default" onClick={() => setTable(!isTable)}>
          {t(isTable ? 'chart.plot' : 'chart.table')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={csv}>
          {t('chart.csv')}
        </Button>
      </p>
    </article>
  );
}

function PointTable({ points }: { readonly points: readonly Point[] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="rows">
      <thead>
        <tr>
          {(['date', 'value', 'range'] as const).map((title) => (
            <th key={title} scope="col">
              {t(`chart.${title}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(({ id, at, value, unit, range, mark }) => (
          <tr key={id}>
            <td>{displayTime(at, i18n.language)}</td>
            <td>
              {value} {unit} {mark}
            </td>
            <td>{range}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sameKind({ code, subject }: Observation): string | undefined {
  const coding = code.coding?.[0];
  if (!coding?.code || !subject?.reference) return undefined;
  const asked = new URLSearchParams({
    subject: subject.reference,
    code: `${coding.system ?? ''}|${coding.code}`,
    _sort: '-date',
    _count: String(most),
    _elements: 'effective,value,code,status,referenceRange',
  });
  return `Observation?${asked}`;
}

function pointsOf(rows: readonly Observation[]): Point[] {
  return rows.flatMap((row) => {
    const { id, effectiveDateTime: at, valueQuantity } = row;
    if (!at || valueQuantity?.value === undefined) return [];
    const range = displayRange(row.referenceRange?.[0]) ?? '';
    const { value, unit = '' } = valueQuantity;
    return [{ id: id!, at, value: Number(value), unit, range, mark: beyond(row) ?? '' }];
  });
}
