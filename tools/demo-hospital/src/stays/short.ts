/** Visits of hours: the emergency department, operations after which one goes home, the clinic. */
import { addDocument, addOrder, addResults, addVitals } from '../chart/add.ts';
import type { Chart } from '../chart/chart.ts';
import { hour, minute } from '../clock.ts';
import { nursing, operate } from './operation.ts';
import type { Living } from './stay.ts';

export function liveEmergency(chart: Chart, { random }: Living): void {
  const { admitted, attending } = chart;
  const end = chart.discharged!;
  addVitals(chart, admitted + 8 * minute, { share: 0, random });
  if (random.chance(22)) addResults(chart, admitted + 30 * minute, { share: 1, random, whole: true });
  if (chart.matter.imaging?.length)
    addOrder(chart, {
      kind: 'imaging',
      what: chart.matter.imaging[0]!.split(':')[0]!,
      at: admitted + 15 * minute,
      by: attending,
    });
  for (const drug of chart.matter.drugs)
    addOrder(chart, {
      kind: 'medication',
      what: `${drug.name}: ${drug.sig}`,
      at: admitted + 35 * minute,
      by: attending,
    });
  addDocument(chart, { type: 'emergency-record', at: end - random.whole(5, 25) * minute, by: attending }, random);
  addDocument(chart, { type: 'discharge-instructions', at: end - 4 * minute, ...nursing }, random);
}

export function liveSurgery(chart: Chart, { staff, random }: Living): void {
  const { admitted, attending } = chart;
  const end = chart.discharged!;
  addVitals(chart, admitted + 10 * minute, { share: 1, random });
  addDocument(chart, { type: 'history-and-physical', at: admitted + 15 * minute, by: attending }, random);
  operate(chart, admitted + 2 * hour, { staff, random, until: end - 15 * minute });
  for (const drug of chart.matter.drugs)
    addOrder(chart, { kind: 'medication', what: `${drug.name}: ${drug.sig}`, at: end - 60 * minute, by: attending });
  addDocument(chart, { type: 'discharge-instructions', at: end - 20 * minute, ...nursing }, random);
}

export function liveClinic(chart: Chart, { random }: Living): void {
  const { admitted, attending, kind } = chart;
  if (kind === 'clinic') addVitals(chart, admitted + 5 * minute, { share: 1, random });
  if (chart.matter.id === 'diabetes') addResults(chart, admitted + 10 * minute, { share: 1, random, whole: false });
  for (const drug of chart.matter.drugs)
    addOrder(chart, {
      kind: 'medication',
      what: `${drug.name}: ${drug.sig}`,
      at: admitted + 20 * minute,
      by: attending,
    });
  const title = kind === 'video' ? 'Video visit note' : 'Clinic note';
  addDocument(chart, { type: 'clinic-note', title, at: admitted + 25 * minute, by: attending }, random);
}
