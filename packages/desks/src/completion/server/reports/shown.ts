/** Facts as people read them: patients by name, codes of ours in words, for screens, CSV and paper alike. */
import type { Paper, Part } from '@charthouse/paper';
import { nameOf, objects } from '../../rules/reading/elements.ts';
import { fields, states } from '../../rules/reports/fields.ts';
import { type Cell, type Fact, type Report, type Tabulated, tabulate } from '../../rules/reports/report.ts';
import { type Asking, searchEach } from '../ask.ts';
import { personName } from '../people/clinicians-work.ts';
import type { PaperLanguage } from '../people/letter-paper.ts';
import { idOf } from './stays.ts';

export interface ShownTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The rows behind a number. @throws OutcomeError */
export async function shownFacts(
  { fields: shown }: Report,
  facts: readonly Fact[],
  { asking, lang }: { readonly asking: Asking; readonly lang: PaperLanguage },
): Promise<ShownTable> {
  const patients = shown.includes('patient')
    ? facts.flatMap(({ patient }) => (patient ? [idOf(String(patient))] : []))
    : [];
  const people = await searchEach(asking, 'Patient', ['_id', patients]);
  const names = new Map(people.map((one) => [nameOf(one), [personName(one), ...numberOf(one)].join(' · ')]));
  const cell = (field: string, value: Cell): Cell => {
    if (field === 'patient') return names.get(String(value)) ?? value;
    return field === 'state' ? (states[value]?.[lang] ?? value) : value;
  };
  return {
    heads: shown.map((field) => fields[field]![lang]),
    rows: facts.map((fact) => shown.map((field) => cell(field, fact[field] ?? ''))),
  };
}

/** The record number. */
function numberOf({ identifier }: Readonly<Record<string, unknown>>): string[] {
  const all = objects(identifier as Parameters<typeof objects>[0]);
  const one = all.find(({ type }) => JSON.stringify(type ?? '').includes('"MR"')) ?? all[0];
  return typeof one?.value === 'string' ? [one.value] : [];
}

const words = {
  en: { all: 'All', nobody: '(none)', period: (from: string, to: string) => `${from} to ${to}`, now: 'As it is now' },
  es: {
    all: 'Todo',
    nobody: '(ninguno)',
    period: (from: string, to: string) => `${from} a ${to}`,
    now: 'Como está ahora',
  },
} as const;

/** The numbers: a group in each row, and all of them in the last. */
export function shownNumbers(
  report: Report,
  facts: readonly Fact[],
  { by, lang }: { by: string; lang: PaperLanguage },
): ShownTable {
  const { rows, all } = tabulate(report, facts, by);
  const line = ({ group, numbers }: Tabulated) => [
    group || words[lang].nobody,
    ...numbers.map((number) => number ?? '–'),
  ];
  return {
    heads: [fields[by]![lang], ...report.measures.map(({ title }) => title[lang])],
    rows: [...rows.map(line), [words[lang].all, ...line(all).slice(1)]],
  };
}

export interface ReportOnPaper {
  readonly report: Report;
  readonly table: ShownTable;
}

export interface OnPaper {
  readonly lang: PaperLanguage;
  readonly hospital: string;
  readonly from: string;
  readonly to: string;
  readonly made: number;
  readonly today: string;
}

/** One report, or all of them as the packet for a survey. */
export function reportPaper(title: string, reports: readonly ReportOnPaper[], on: OnPaper): Paper {
  const { lang, hospital, from, to, made, today } = on;
  const period = words[lang].period(from, to);
  return {
    ...{ title, lang, made, footer: `${hospital} · ${title} · ${today}`, isWide: true },
    parts: [
      { kind: 'title', text: title },
      { kind: 'small', text: `${hospital} · ${period}` },
      ...reports.flatMap(({ report, table }): Part[] => [
        { kind: 'heading', text: `${report.title[lang]} (${report.isNow ? words[lang].now : period})` },
        { kind: 'small', text: report.formula[lang] },
        { kind: 'table', table },
      ]),
    ],
  };
}

/** A cell that a spreadsheet would run is written as text. https://www.rfc-editor.org/rfc/rfc4180 */
const isFormula = /^[=+\-@\t\r](?!\d*\.?\d+$)/;

export function csvOf({ heads, rows }: ShownTable): string {
  const cell = (value: Cell) => {
    const text = typeof value === 'string' && isFormula.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
