/** Orders that have to be there, and that have to be given anew. */
import type { Chart, ChartEvent } from '../chart.ts';
import type { Flaw } from '../finding.ts';
import type { NeedsOrder, NeedsRenewal } from './check.ts';
import { timesOf } from './needs-document.ts';

const hour = 3_600_000;

export function needsOrder({ events, orders }: Chart, { on, order }: NeedsOrder): Flaw[] {
  if (orders.some(({ kind }) => kind === order)) return [];
  return events.filter(({ name }) => name === on).map((event) => flawOf(event, `${on} without an order`));
}

/** The first lapse of each event: when the orders that were given ran out while it went on. */
export function needsRenewal(chart: Chart, { on, order, hours }: NeedsRenewal, now: number): Flaw[] {
  const good = (hours.find(({ below }) => chart.age !== undefined && below !== undefined && chart.age < below) ??
    hours.at(-1))!;
  const given = chart.orders.filter(({ kind }) => kind === order).map(({ at }) => at);
  return chart.events.flatMap((event) => {
    if (event.name !== on) return [];
    const end = Math.min(event.until ?? now, chart.discharged ?? now);
    let lapse = event.at + good.hours * hour;
    for (const at of given.filter((time) => time > event.at).sort((a, b) => a - b))
      if (at <= lapse) lapse = Math.max(lapse, at + good.hours * hour);
    if (lapse >= end) return [];
    return [
      { ...flawOf(event, `${on} went on after ${good.hours} hours without a new order`), at: lapse, times: { lapse } },
    ];
  });
}

const flawOf = (event: ChartEvent, words: string): Flaw => ({
  about: event.reference,
  at: event.at,
  times: timesOf(event),
  by: event.by,
  evidence: [{ words, reference: event.reference }],
});
