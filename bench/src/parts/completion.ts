/** Record completion: every deficiency rule over one chart, without the database. */
import { chartOf, deficiencyRules, evaluate } from '@charthouse/desks/completion/rules';
import { inForce } from '@charthouse/rulebook';
import type { Bench } from '../bench.ts';
import { findingsOfHospital } from '../data/hospital-charts.ts';
import { percentile } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';

export const completion: Part = {
  name: 'completion',
  goals: [14],
  measures: 'All deficiency rules over one chart of 200 documents and 60 orders',
  limit: 'none: it is work that only this product does',
  run,
};

const types = ['progress-note', 'progress-note', 'progress-note', 'consultation-report', 'operative-report', 'consent'];
const at = (i: number) => `2026-10-${String(1 + (i % 30)).padStart(2, '0')} ${String(i % 24).padStart(2, '0')}:15`;

async function run({ scale }: Bench): Promise<Figure[]> {
  const chart = chartOf({
    ...{ now: '2026-11-15 08:00', admitted: '2026-10-01 08:00', discharged: '2026-10-31 12:00', payers: ['medicare'] },
    documents: Array.from({ length: 200 }, (_, i) => [
      types[i % types.length]!,
      at(i),
      i % 9 === 0 ? 'unsigned' : `text ${i}`,
    ]),
    orders: Array.from({ length: 60 }, (_, i) => ['medication', at(i), i % 5 === 0 ? 'verbal' : 'electronic']),
    events: Array.from({ length: 4 }, (_, i) => ['surgery', at(i * 6), at(i * 6 + 1)]),
  });
  const now = Date.UTC(2026, 10, 15, 14);
  const times: number[] = [];
  const end = performance.now() + (scale.seconds * 1000) / 4;
  let findings = 0;
  while (performance.now() < end) {
    const start = performance.now();
    findings = evaluate(chart, inForce(deficiencyRules, [], '2026-10-01'), now).length;
    times.push(performance.now() - start);
  }
  const what = `All rules over a chart of 200 documents, 99th percentile (${findings} findings)`;
  const value = percentile(
    times.sort((a, b) => a - b),
    0.99,
  );
  return [{ id: 'completion.rules', what, unit: 'ms', value }, ...planted()];
}

/** The synthetic hospital, in full. */
function planted(): Figure[] {
  const { charts, planted: all, found, besides, delinquent } = findingsOfHospital('full');
  const share = (besides.length / (found + besides.length)) * 100;
  return [
    {
      id: 'completion.found',
      what: `Planted deficiencies found, of ${all} in ${charts} charts`,
      unit: '',
      value: found,
    },
    {
      id: 'completion.false',
      what: 'Deficiencies that nobody planted, of all that are found',
      unit: '%',
      value: share,
    },
    { id: 'completion.delinquent', what: 'Delinquent records', unit: '', value: delinquent },
  ];
}
