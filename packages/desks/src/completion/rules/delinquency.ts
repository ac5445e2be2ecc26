/**
 * Delinquent records: charts with something open too long after discharge. Each is counted once, from dates, and nothing is stored.
 * The Joint Commission deleted its quarterly measure in 2016: the rate is a house measure, so its formula is printed with it.
 */
import { daysAfter, type Zone } from '@charthouse/rulebook';
import type { CompletionSettings, DelinquencyFormula } from '../settings.ts';
import { daysBetween } from './people/clinician-clock.ts';

/** A discharged chart with what is open in it. Milliseconds since 1970. */
export interface OpenChart {
  readonly encounter: string;
  readonly discharged: number;
  /** That the encounter names. */
  readonly service?: string;
  readonly open: readonly {
    readonly task: string;
    readonly type: string;
    readonly owner?: string;
    readonly due?: number;
  }[];
}

export interface DelinquentChart extends OpenChart {
  /** Whole local days since discharge. */
  readonly days: number;
}

export interface Delinquency {
  readonly charts: readonly DelinquentChart[];
  /** Discharges that it is compared with. */
  readonly base: number;
  /** Share from 0; undefined where there were no discharges. */
  readonly rate?: number;
  readonly formula: string;
}

type Chosen = Pick<CompletionSettings, 'delinquentAfterDays' | 'formula'>;

/** The last moment at which a chart is not yet delinquent. */
function delinquentFrom(
  discharged: number,
  { delinquentAfterDays }: Pick<Chosen, 'delinquentAfterDays'>,
  zone: Zone,
): number {
  return zone.endOf(daysAfter(zone.dayOf(discharged), delinquentAfterDays)) + 1;
}

export function delinquentCharts(
  charts: readonly OpenChart[],
  { settings, zone, now }: { readonly settings: Chosen; readonly zone: Zone; readonly now: number },
): DelinquentChart[] {
  return charts
    .filter(({ discharged, open }) => open.length > 0 && now >= delinquentFrom(discharged, settings, zone))
    .map((chart) => ({ ...chart, days: daysBetween(zone.dayOf(chart.discharged), zone.dayOf(now)) }))
    .sort((a, b) => b.days - a.days);
}

/** From when on discharges are counted for a formula. */
export const months: Readonly<Record<DelinquencyFormula, number>> = {
  'average-month': 12,
  'last-month': 1,
  quarter: 3,
};

/** @param discharges in the months of the formula */
export function delinquencyOf(
  charts: readonly DelinquentChart[],
  discharges: number,
  { formula, delinquentAfterDays }: Chosen,
): Delinquency {
  const base = formula === 'average-month' ? discharges / 12 : discharges;
  const against = {
    'average-month': `the average month of the last twelve (${discharges} discharges / 12 = ${round(base)})`,
    'last-month': `the discharges of the last month (${base})`,
    quarter: `the discharges of the last three months (${base})`,
  }[formula];
  const rate = base > 0 ? charts.length / base : undefined;
  const result = rate === undefined ? 'there were no discharges' : `${round(rate * 100)} %`;
  return {
    ...{ charts, base },
    ...(rate !== undefined && { rate }),
    formula: `${charts.length} charts with something open more than ${delinquentAfterDays} days after discharge / ${against} = ${result}`,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
