/** What was refused and why, as it is kept with the job, printed and written to the report. */
import type { Json } from '@charthouse/chart-store';
import type { Issue } from '@charthouse/fhir-model';
import { type Refused, readableExpression } from './parts.ts';

export interface Refusal {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based index of the bundle's entry, as in `Bundle.entry[3]`. */
  readonly entry?: number;
  /** `Type/id`, or the type alone. */
  readonly resource?: string;
  /** How many resources were not imported because of it. */
  readonly count: number;
  readonly issues: readonly Issue[];
}

/** A bundle of thousands of entries may have as many issues; so many are kept. */
const issuesKept = 100;

export function refusalOf(refused: Refused): Refusal {
  const { item, call, count, error } = refused;
  const issues = error.issues.slice(0, issuesKept).map((issue) => ({
    ...issue,
    ...(issue.line !== undefined && inFile(issue.line + item.line - 1, issue.diagnostics)),
    ...(issue.expression && call && { expression: issue.expression.map((e) => readableExpression(e, call)) }),
  }));
  const entry = refused.entry ?? firstEntry(issues);
  const resource = call && (call.id === undefined ? call.type : `${call.type}/${call.id}`);
  return { file: item.file, line: item.line, entry, resource, count, issues };
}

/** Of a bundle that stands or falls as a whole: the first entry at fault. */
function firstEntry(issues: readonly Issue[]): number | undefined {
  for (const place of issues.flatMap(({ expression }) => expression ?? [])) {
    const number = /^Bundle\.entry\[(\d+)\]/.exec(place)?.[1];
    if (number !== undefined) return Number(number);
  }
  return undefined;
}

/** A parser counts the lines of the document it was given; people look for the line in the file. */
function inFile(line: number, diagnostics: string): Pick<Issue, 'line' | 'diagnostics'> {
  return { line, diagnostics: diagnostics.replace(/\(line \d+, column/, `(line ${line}, column`) };
}

export function refusalJson(refusal: Refusal): Json {
  return JSON.parse(JSON.stringify(refusal));
}

/** `file:12 Patient/1 Patient.birthDate: "…" is no date.` */
export function refusalLines({ file, line, resource, issues, count }: Refusal): string[] {
  const where = `${file}:${line}${resource ? ` ${resource}` : ''}`;
  const more = count > 1 ? ` (${count} resources)` : '';
  return issues.map(({ expression, diagnostics }, i) => {
    const element = expression?.length ? ` ${expression.join(', ')}` : '';
    return `${where}${i === 0 ? more : ''}${element}: ${diagnostics}`;
  });
}
