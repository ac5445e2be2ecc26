/** Whole local days of a stay without a document: neither the day of admission nor that of discharge. */
import { daysAfter } from '@charthouse/rulebook';
import type { Chart } from '../chart.ts';
import type { Flaw } from '../finding.ts';
import type { DaysWithout } from './check.ts';

/** A longer gap is told as one: more days say nothing more. */
const most = 31;

export function daysWithout(chart: Chart, { document: types }: DaysWithout, now: number): Flaw[] {
  const { admitted, discharged, zone, documents, encounter } = chart;
  if (admitted === undefined) return [];
  const last = zone.dayOf(Math.min(discharged ?? now, now));
  const written = new Set(
    documents.flatMap(({ type, at }) =>
      type !== undefined && at !== undefined && types.includes(type) ? [zone.dayOf(at)] : [],
    ),
  );
  const flaws: Flaw[] = [];
  for (let day = daysAfter(zone.dayOf(admitted), 1); day < last && flaws.length < most; day = daysAfter(day, 1)) {
    if (written.has(day)) continue;
    const evidence = [{ words: `no ${types.join(' or ')} on ${day}`, reference: encounter }];
    flaws.push({ about: day, at: zone.startOf(day), times: { day: zone.startOf(day) }, evidence });
  }
  return flaws;
}
