/** An operation with its papers, from consent to pathology. */
import { addDocument, addOrder, addProcedure, ofDepartment } from '../chart/add.ts';
import type { Chart, ChartProcedure } from '../chart/chart.ts';
import type { Staff } from '../chart/staff.ts';
import { hour, minute } from '../clock.ts';
import type { Random } from '../random.ts';

interface Operating {
  readonly staff: Staff;
  readonly random: Random;
  /** Nothing is written after it. */
  readonly until: number;
}

export function operate(chart: Chart, from: number, { staff, random, until }: Operating): ChartProcedure {
  const operation = chart.matter.operation!;
  const surgeon = chart.attending;
  const anaesthetist = staff.one('anaesthetist', random);
  const end = from + random.whole(...operation.minutes) * minute;
  const surgery = addProcedure(chart, {
    ...{ kind: 'surgery', code: operation.code, name: operation.name, from, until: end, by: surgeon },
    ...(operation.sided && { side: 'right' }),
  });
  const anaesthesia = addProcedure(chart, {
    ...{ kind: 'anaesthesia', code: '399097000', name: `Anesthesia, ${operation.anaesthesia.toLowerCase()}` },
    ...{ from: from - 20 * minute, until: end + 15 * minute, by: anaesthetist },
  });
  const of = { procedure: surgery };
  const within = (time: number) => Math.min(time, until);
  addDocument(chart, { ...of, type: 'consent', at: from - 90 * minute, by: surgeon, form: 'scan' }, random);
  const gas = { procedure: anaesthesia, by: anaesthetist };
  addDocument(chart, { ...gas, type: 'pre-anaesthesia-evaluation', at: from - 70 * minute }, random);
  addDocument(chart, { ...gas, type: 'anaesthesia-record', at: within(end + 16 * minute), form: 'scan' }, random);
  addDocument(chart, { ...gas, type: 'post-anaesthesia-evaluation', at: within(end + 2 * hour) }, random);
  addDocument(chart, { ...of, type: 'brief-operative-note', at: within(end + 10 * minute), by: surgeon }, random);
  addDocument(
    chart,
    { ...of, type: 'operative-report', at: within(end + random.whole(50, 200) * minute), by: surgeon },
    random,
  );
  if (operation.specimen) {
    const order = addOrder(chart, {
      kind: 'pathology',
      what: `Surgical pathology: ${operation.specimen}`,
      at: within(end),
      by: surgeon,
    });
    const by = staff.one('pathologist', random);
    const report = addDocument(
      chart,
      { type: 'pathology-report', at: within(end + random.whole(18, 40) * hour), by },
      random,
    );
    report.about = [`ServiceRequest/${order.id}`];
  }
  return surgery;
}

export const nursing = ofDepartment('nursing');
