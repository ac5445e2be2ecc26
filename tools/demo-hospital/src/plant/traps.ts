/** What looks like a deficiency and is none. */
import { addDocument } from '../chart/add.ts';
import type { Chart } from '../chart/chart.ts';
import { day, hour } from '../clock.ts';
import { ageHistory, type Planting, restrain } from './plant.ts';

type Set = (chart: Chart, planting: Planting) => void;

const first = (chart: Chart, type: string) => chart.documents.find((one) => one.type === type);

export const traps: Readonly<Record<string, Set>> = {
  'short-stay': (chart) => {
    const kept = chart.documents.filter(({ type }) => type !== 'history-and-physical');
    chart.documents.splice(0, chart.documents.length, ...kept);
  },
  'critical-access': (chart) => {
    const kept = chart.documents.filter(({ type }) => type !== 'certification-of-need');
    chart.documents.splice(0, chart.documents.length, ...kept);
  },
  'updated-history': (chart, { random }) => {
    ageHistory(chart);
    addDocument(chart, { type: 'history-and-physical-update', at: chart.admitted + hour, by: chart.attending }, random);
  },
  cancelled: (chart) => {
    chart.isCancelled = true;
    chart.documents.splice(0);
    chart.orders.splice(0);
    chart.procedures.splice(0);
    chart.measured.splice(0);
  },
  'signed-by-another': (chart, { staff, random }) => {
    const order = chart.orders.find(({ kind }) => kind === 'diet')!;
    order.mode = 'verbal';
    order.signed = order.at + 20 * hour;
    order.signer = staff.one('hospitalist', random);
  },
  cosigned: (chart, { staff, random }) => {
    const history = first(chart, 'history-and-physical')!;
    const resident = staff.one('resident', random);
    history.author = resident;
    history.signers = [resident, chart.attending];
  },
  transcribed: (chart, { random }) => {
    const summary = first(chart, 'discharge-summary')!;
    const typed = addDocument(
      chart,
      { type: 'discharge-summary', at: summary.at! + 2 * hour, by: chart.attending },
      random,
    );
    summary.form = 'recording';
    typed.transforms = summary.id;
  },
  'restraint-renewed': (chart, planting) => {
    restrain(chart, planting, { hours: 8, renewed: true });
  },
  'filed-twice': (chart, { random }) => {
    const note = first(chart, 'progress-note')!;
    const again = addDocument(chart, { type: 'progress-note', at: note.at!, by: chart.attending }, random);
    Object.assign(again, { text: note.text, author: note.author, signers: note.signers, filed: note.filed + day });
  },
  'not-yet-due': (chart) => {
    const kept = chart.documents.filter(({ type }) => type !== 'emergency-record');
    chart.documents.splice(0, chart.documents.length, ...kept);
  },
  minor: () => {},
  'entered-in-error': (chart, { random }) => {
    const wrong = addDocument(
      chart,
      { type: 'progress-note', at: chart.admitted + 5 * hour, by: chart.attending },
      random,
    );
    Object.assign(wrong, { signers: [], isWrong: true });
  },
};
