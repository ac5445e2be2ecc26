/** Days in the hospital: inpatients and observation, from the first order to the summary. */
import { addDocument, addOrder, addResults, addVitals, ofDepartment, withTeacher } from '../chart/add.ts';
import type { Author, Chart } from '../chart/chart.ts';
import type { Staff } from '../chart/staff.ts';
import { at, dateOf, daysAfter, daysBetween, hour, minute } from '../clock.ts';
import { ageOn } from '../people.ts';
import type { Random } from '../random.ts';
import { nursing, operate } from './operation.ts';

export interface Living {
  readonly staff: Staff;
  readonly random: Random;
  /** The moment until which the record goes. */
  readonly now: number;
}

/** Fills a chart of which only the frame is known. */
export function liveStay(chart: Chart, living: Living): void {
  const { random, now } = living;
  const { admitted, discharged } = chart;
  const end = discharged ?? now;
  addVitals(chart, admitted + 10 * minute, { share: 0, random });
  addResults(chart, admitted + 40 * minute, { share: 0, random, whole: true });
  arrive(chart, living);
  if (chart.matter.operation) operateInTime(chart, living);
  days(chart, living);
  if (chart.matter.consult && chart.kind === 'inpatient' && admitted + 20 * hour < end) consult(chart, living);
  if (discharged !== undefined) leave(chart, living);
}

function arrive(chart: Chart, { staff, random }: Living): void {
  const { admitted, attending, kind, person } = chart;
  const what = kind === 'observation' ? 'Place in observation' : 'Admit to inpatient';
  if (kind === 'inpatient' && chart.matter.service === 'medicine')
    addDocument(
      chart,
      { type: 'emergency-record', at: admitted - random.whole(20, 50) * minute, by: staff.one('emergency', random) },
      random,
    );
  addOrder(chart, { kind: 'admission', what, at: admitted, by: attending });
  addOrder(chart, {
    kind: 'laboratory',
    what: 'Basic metabolic panel and complete blood count',
    at: admitted + 5 * minute,
    by: attending,
  });
  addOrder(chart, {
    kind: 'diet',
    what: random.one(['Regular diet', 'Diabetic diet', 'Low sodium diet', 'Nothing by mouth']),
    at: admitted + 6 * minute,
    by: attending,
  });
  for (const drug of chart.matter.drugs)
    addOrder(chart, {
      kind: 'medication',
      what: `${drug.name}: ${drug.sig}`,
      at: admitted + 12 * minute,
      by: attending,
    });
  const hand =
    random.chance(12) && chart.house === 'hospital'
      ? withTeacher(staff.one('resident', random), attending)
      : { by: attending };
  addDocument(chart, { type: 'history-and-physical', at: admitted + random.whole(45, 110) * minute, ...hand }, random);
  if (chart.matter.service === 'psychiatry')
    addDocument(
      chart,
      { type: 'psychiatric-evaluation', at: admitted + random.whole(115, 150) * minute, by: attending },
      random,
    );
  if (ageOn(person, dateOf(admitted)) >= 18)
    addDocument(chart, { type: 'advance-directive', at: admitted + 112 * minute, ...nursing, form: 'scan' }, random);
  const notice = kind === 'observation' ? 'observation-notice' : 'important-message-from-medicare';
  if (person.payer === 'medicare')
    addDocument(
      chart,
      { type: notice, at: admitted + 116 * minute, ...ofDepartment('registration'), form: 'scan' },
      random,
    );
}

/** The first morning on which there is time, else at once. */
function operateInTime(chart: Chart, { staff, random, now }: Living): void {
  const end = chart.discharged ?? now;
  const ready = chart.admitted + 4 * hour;
  const morning = at(daysAfter(dateOf(chart.admitted), 1), 8 + random.whole(0, 4));
  const from = morning + 14 * hour < end ? Math.max(ready, morning) : ready;
  if (from + 6 * hour < end) operate(chart, from, { staff, random, until: end - 30 * minute });
}

/** Every whole day has a note. */
function days(chart: Chart, { staff, random, now }: Living): void {
  const { admitted, attending } = chart;
  const end = chart.discharged ?? now;
  const first = dateOf(admitted);
  const total = daysBetween(first, dateOf(end - minute));
  for (let day = 1; day <= total; day++) {
    const morning = at(daysAfter(first, day), 7);
    const share = Math.min(1, day / Math.max(2, total));
    if (morning + 30 * minute > end) break;
    addVitals(chart, morning, { share, random });
    if (day % 2 === 1) addResults(chart, morning - 30 * minute, { share, random, whole: false });
    const noteAt = morning + random.whole(45, 200) * minute;
    if (noteAt > end) break;
    const hand: { by: Author; signers?: readonly Author[] } =
      random.chance(8) && chart.house === 'hospital'
        ? withTeacher(staff.one('resident', random), attending)
        : { by: attending };
    addDocument(chart, { type: 'progress-note', at: noteAt, ...hand, day: day + 1 }, random);
  }
}

function consult(chart: Chart, { staff, random, now }: Living): void {
  const to = staff.one(chart.matter.consult!.of, random);
  const ordered = Math.max(chart.admitted + 3 * hour, at(dateOf(chart.admitted), 10));
  const end = (chart.discharged ?? now) - 20 * minute;
  if (ordered + 5 * hour > end) return;
  const order = addOrder(chart, {
    kind: 'consultation',
    what: `Consultation: ${to.title}`,
    at: ordered,
    by: chart.attending,
    to,
  });
  const report = addDocument(
    chart,
    { type: 'consultation-report', at: ordered + random.whole(80, 290) * minute, by: to },
    random,
  );
  report.about = [`ServiceRequest/${order.id}`];
}

function leave(chart: Chart, { staff, random, now }: Living): void {
  const { attending, disposition, kind } = chart;
  const left = chart.discharged!;
  const soon = Math.min(left + random.whole(10, 20 * 60) * minute, now - 10 * minute);
  const resident = random.chance(10) && chart.house === 'hospital';
  const hand = resident ? withTeacher(staff.one('resident', random), attending) : { by: attending };
  if (disposition === 'home')
    addDocument(chart, { type: 'discharge-instructions', at: left - 50 * minute, ...nursing }, random);
  if (disposition === 'aadvice')
    addDocument(chart, { type: 'against-advice-form', at: left - 15 * minute, by: attending, form: 'scan' }, random);
  if (['snf', 'rehab', 'hosp'].includes(disposition ?? ''))
    addDocument(chart, { type: 'transfer-form', at: left - 40 * minute, by: attending, form: 'scan' }, random);
  if (disposition === 'exp') addDocument(chart, { type: 'death-note', at: left, by: attending }, random);
  if (kind === 'inpatient' || kind === 'observation')
    addDocument(chart, { type: 'discharge-summary', at: Math.max(left, soon), ...hand }, random);
}
