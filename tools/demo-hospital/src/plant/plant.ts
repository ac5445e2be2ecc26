/** Takes from a complete chart what a planted deficiency says is missing, or spoils it. Each tells which document or order it is about. */
import { addDocument, addOrder, addProcedure } from '../chart/add.ts';
import type { Chart, ChartDocument } from '../chart/chart.ts';
import type { Staff } from '../chart/staff.ts';
import { dateOf, day, hour, minute } from '../clock.ts';
import type { Clinician } from '../directory/clinicians.ts';
import type { Person } from '../people.ts';
import type { Random } from '../random.ts';

export interface Planting {
  readonly staff: Staff;
  readonly random: Random;
  /** Somebody else, whose paper is in this chart. */
  readonly other: Person;
}

/** What it is about, as `Type/id`, and who answers for it. */
export interface Planted {
  readonly about?: string;
  readonly clinician?: Clinician;
}

type Plant = (chart: Chart, planting: Planting) => Planted;

const ofType = (chart: Chart, type: string) => chart.documents.filter((one) => one.type === type);

function take(chart: Chart, ...types: readonly string[]): void {
  const kept = chart.documents.filter((one) => !types.includes(one.type));
  chart.documents.splice(0, chart.documents.length, ...kept);
}

const without =
  (...types: readonly string[]): Plant =>
  (chart) => {
    const author = ofType(chart, types[0]!)[0]?.author;
    take(chart, ...types);
    return typeof author === 'object' ? { clinician: author } : {};
  };

const aboutDocument = (document: ChartDocument): Planted => ({
  about: `DocumentReference/${document.id}`,
  ...(typeof document.author === 'object' && { clinician: document.author }),
});

/** A progress note, or where none is the history. */
function note(chart: Chart): ChartDocument {
  const notes = ofType(chart, 'progress-note');
  return notes[Math.floor(notes.length / 2)] ?? ofType(chart, 'history-and-physical')[0]!;
}

const order =
  (mode: 'verbal' | 'written'): Plant =>
  (chart) => {
    const found = chart.orders.find(({ kind }) => kind === 'diet') ?? chart.orders.at(-1)!;
    found.mode = mode;
    found.signed = undefined;
    return { about: `ServiceRequest/${found.id}`, clinician: found.by };
  };

export function restrain(chart: Chart, { random }: Planting, { hours, renewed }: { hours: number; renewed: boolean }) {
  const from = chart.admitted + 10 * hour;
  const by = chart.attending;
  const procedure = addProcedure(chart, {
    ...{ kind: 'restraint', code: '386423001', name: 'Physical restraint', from, until: from + hours * hour, by },
  });
  for (let at = from; at === from || (renewed && at < from + hours * hour); at += 3 * hour)
    addOrder(chart, { kind: 'restraint', what: 'Soft wrist restraint, both sides', at, by });
  if (renewed) addDocument(chart, { type: 'restraint-face-to-face', at: from + 40 * minute, by }, random);
  return procedure;
}

/** The history is of an examination days before admission. */
export function ageHistory(chart: Chart): void {
  const [history] = ofType(chart, 'history-and-physical');
  if (!history) return;
  history.at = chart.admitted - 12 * day;
  history.filed = history.at + 20 * minute;
}

export const plants: Readonly<Record<string, Plant>> = {
  ...Object.fromEntries(
    [
      'history-and-physical', 'advance-directive', 'important-message-from-medicare', 'observation-notice', 'emergency-record',
      'consultation-report', 'pre-anaesthesia-evaluation', 'anaesthesia-record', 'post-anaesthesia-evaluation',
      'brief-operative-note', 'operative-report', 'pathology-report', 'discharge-summary', 'discharge-instructions',
      'transfer-form', 'against-advice-form', 'psychiatric-evaluation', 'certification-of-need',
    ].map((type) => [type, without(type)]),
  ),
  'missing-consent': without('consent'),
  'death-note': without('death-note', 'discharge-summary'),
  'history-and-physical-update': (chart) => {
    ageHistory(chart);
    return { clinician: chart.attending };
  },
  'admission-order': (chart) => {
    const at = chart.orders.findIndex(({ kind }) => kind === 'admission');
    chart.orders.splice(at, 1);
    return { clinician: chart.attending };
  },
  'autopsy-report': (chart, { staff, random }) => {
    const by = staff.one('pathologist', random);
    const from = chart.discharged! + 20 * hour;
    const autopsy = addProcedure(chart, { kind: 'autopsy', code: '29240004', name: 'Autopsy examination', from, until: from + 3 * hour, by });
    return { about: `Procedure/${autopsy.id}`, clinician: by };
  },
  'progress-note-gap': (chart) => {
    const gone = note(chart);
    chart.documents.splice(chart.documents.indexOf(gone), 1);
    return { about: dateOf(gone.at!), clinician: chart.attending };
  },
  'restraint-face-to-face': (chart, planting) => {
    const procedure = restrain(chart, planting, { hours: 30, renewed: false });
    return { about: `Procedure/${procedure.id}`, clinician: chart.attending };
  },
  'restraint-renewal': (chart) => {
    const procedure = chart.procedures.find(({ kind }) => kind === 'restraint');
    return { about: `Procedure/${procedure?.id}`, clinician: chart.attending };
  },
  'missing-diagnosis': (chart) => {
    chart.hasDiagnosis = false;
    return { clinician: chart.attending };
  },
  'unsigned-document': (chart) => {
    const document = note(chart);
    document.author = chart.attending;
    document.signers = [];
    return aboutDocument(document);
  },
  'undated-document': (chart) => {
    const [document] = ofType(chart, 'discharge-summary');
    document!.isUntimed = true;
    return aboutDocument(document!);
  },
  'missing-cosignature': (chart, { staff, random }) => {
    const document = ofType(chart, 'history-and-physical')[0]!;
    document.author = staff.one('resident', random);
    document.signers = [document.author];
    return { about: `DocumentReference/${document.id}`, clinician: chart.attending };
  },
  'unsigned-order': order('written'),
  'unsigned-verbal-order': order('verbal'),
  'dictated-not-transcribed': (chart) => {
    const [document] = ofType(chart, 'discharge-summary');
    document!.form = 'recording';
    document!.author = chart.attending;
    document!.signers = [];
    return aboutDocument(document!);
  },
  'copied-text': (chart) => {
    const [first, second] = ofType(chart, 'progress-note');
    second!.text = first!.text;
    return aboutDocument(second!);
  },
  'conflicting-text': (chart) => {
    const report = ofType(chart, 'operative-report')[0]!;
    report.side = 'left';
    report.text = report.text.replace(/right/gi, (word) => (word === 'Right' ? 'Left' : 'left'));
    return aboutDocument(report);
  },
  'unanswered-query': (chart) => {
    const text = `Please clarify the clinical significance of the findings on ${dateOf(chart.admitted)}; options and indicators are in the chart.`;
    chart.query = { at: chart.discharged! - 20 * hour, to: chart.attending, text };
    return { about: `Task/${chart.id}-query`, clinician: chart.attending };
  },
  'scan-quality': (chart) => {
    const [document] = ofType(chart, 'advance-directive');
    document!.unreadable = 'The lower half of the page is black.';
    return aboutDocument(document!);
  },
  'misfiled-document': (chart, { random, other }) => {
    const at = chart.admitted + 26 * hour;
    const document = addDocument(chart, { type: 'progress-note', at, by: chart.attending, day: 2 }, random);
    document.ofOther = other;
    document.text = `${other.name}, seen on rounds. ${document.text}`;
    return aboutDocument(document);
  },
  'telehealth-elements': (chart, { random }) => {
    const lacking = random.one(['place', 'consent', 'modality'] as const);
    chart.telehealth = chart.telehealth.filter((one) => one !== lacking);
    chart.documents.splice(0);
    addDocument(chart, { type: 'clinic-note', title: 'Video visit note', at: chart.admitted + 25 * minute, by: chart.attending }, random);
    return { about: `Encounter/${chart.id}`, clinician: chart.attending };
  },
}; // biome-ignore format: table of types first
