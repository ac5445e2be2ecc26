/** Adds to a chart what happens in it. */
import { type AnalyteName, panels, resultOf, vitalsOf } from '../cases/results.ts';
import type { Clinician } from '../directory/clinicians.ts';
import type { DepartmentName } from '../directory/organizations.ts';
import { clinicNote, writers } from '../notes/write.ts';
import type { Random } from '../random.ts';
import type { Author, Chart, ChartDocument, ChartOrder, ChartProcedure } from './chart.ts';
import { documentTypes } from './document-types.ts';

export interface Entry {
  readonly type: string;
  readonly at: number;
  readonly by: Author;
  /** Absent: the author. */
  readonly signers?: readonly Author[];
  readonly form?: ChartDocument['form'];
  readonly procedure?: ChartProcedure;
  readonly day?: number;
  readonly title?: string;
}

export function addDocument(chart: Chart, entry: Entry, random: Random): ChartDocument {
  const { type, at, by, procedure, day } = entry;
  const write = chart.kind === 'clinic' || chart.kind === 'video' ? clinicNote : writers[type];
  const document: ChartDocument = {
    ...{ id: `${chart.id}-d${chart.documents.length + 1}`, type, at, filed: at + 300_000 },
    title: entry.title ?? documentTypes[type]?.[0] ?? type,
    text: write?.({ chart, random, at, ...(procedure && { procedure }), ...(day && { day }) }) ?? '',
    author: by,
    signers: entry.signers ?? [by],
    form: entry.form ?? 'text',
    ...(procedure && { about: [`Procedure/${procedure.id}`] }),
    ...(procedure?.side && { side: procedure.side }),
  };
  chart.documents.push(document);
  return document;
}

export function addOrder(chart: Chart, order: Pick<ChartOrder, 'kind' | 'what' | 'at' | 'by' | 'to'>): ChartOrder {
  const added: ChartOrder = {
    ...order,
    id: `${chart.id}-o${chart.orders.length + 1}`,
    mode: 'electronic',
    signed: order.at,
  };
  chart.orders.push(added);
  return added;
}

export function addProcedure(chart: Chart, procedure: Omit<ChartProcedure, 'id'>): ChartProcedure {
  const added = { ...procedure, id: `${chart.id}-r${chart.procedures.length + 1}` };
  chart.procedures.push(added);
  return added;
}

/** `share`: 0 as ill as on arrival, 1 as well as it gets. */
export function addVitals(
  chart: Chart,
  at: number,
  { share, random }: { readonly share: number; readonly random: Random },
): void {
  const ill = share < 0.4 ? chart.matter.vitals : {};
  chart.measured.push({ at, vitals: vitalsOf(random, ill) });
}

export function addResults(
  chart: Chart,
  at: number,
  { share, random, whole }: { readonly share: number; readonly random: Random; readonly whole: boolean },
): void {
  const special = Object.keys(chart.matter.results ?? {}) as AnalyteName[];
  const names = whole ? [...new Set<AnalyteName>([...panels.chemistry, ...panels.count, ...special])] : special;
  if (names.length === 0) return;
  const results = names.map((name) => {
    const range = chart.matter.results?.[name];
    return resultOf(name, random, range && range[0] + (range[1] - range[0]) * share);
  });
  chart.measured.push({ at, results });
}

/** A note of somebody in training, and who signs it too. */
export const withTeacher = (resident: Clinician, attending: Clinician) => ({
  by: resident,
  signers: [resident, attending],
});

export const ofDepartment = (name: DepartmentName) => ({ by: name, signers: [name] });
