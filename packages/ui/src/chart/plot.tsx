/** A trend over time, by uPlot: https://github.com/leeoniya/uPlot */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

interface PlotProps {
  readonly points: readonly { readonly at: string; readonly value: number }[];
  readonly unit: string;
  readonly label: string;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

const height = 220;

export default function Plot({ points, unit, label, low, high }: PlotProps) {
  const { i18n } = useTranslation();
  const { ref: sized, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current || width === 0) return;
    const ink = getComputedStyle(place.current);
    const line = ink.getPropertyValue('--accent');
    const axis = {
      space: 110,
      stroke: ink.color,
      grid: { stroke: ink.getPropertyValue('--rule-line'), width: 1 },
      ticks: { show: false },
    };
    const oldestFirst = [...points].reverse();
    const drawn = new UPlot(
      {
        width,
        height,
        legend: { show: false },
        cursor: { points: { size: 8 } },
        axes: [
          { ...axis, values: (_plot, times) => times.map((at) => dayOf(at, i18n.language)) },
          { ...axis, space: 30, size: 56 },
        ],
        series: [{}, { label: unit, stroke: line, width: 1.5, points: { show: true, size: 5, fill: line } }],
        hooks: { drawClear: [(plot) => shadeRange(plot, { low, high, fill: ink.getPropertyValue('--selected') })] },
      },
      [oldestFirst.map(({ at }) => Date.parse(at) / 1000), oldestFirst.map(({ value }) => value)],
      place.current,
    );
    return () => drawn.destroy();
  }, [points, unit, low, high, width, i18n.language]);
  return (
    <div ref={sized}>
      <div ref={place} role="img" aria-label={`${label}, ${unit}`} />
    </div>
  );
}

const dayOf = (seconds: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short', year: 'numeric' }).format(seconds * 1000);

interface Range {
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly fill: string;
}

function shadeRange(plot: UPlot, { low, high, fill }: Range): void {
  if (low === undefined && high === undefined) return;
  const { left, width, top, height: tall } = plot.bbox;
  const y = (value: number | undefined, edge: number) => (value === undefined ? edge : plot.valToPos(value, 'y', true));
  const upper = Math.max(y(high, top), top);
  const lower = Math.min(y(low, top + tall), top + tall);
  plot.ctx.fillStyle = fill;
  plot.ctx.fillRect(left, upper, width, Math.max(lower - upper, 0));
}
