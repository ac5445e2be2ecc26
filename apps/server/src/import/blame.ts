/** Reads from a refusal which writes of a part it is about, and whether they may succeed once more is there. */
import { type Issue, OutcomeError } from '@charthouse/fhir-model';
import type { PartWrite } from './parts.ts';
import type { PartTask } from './write-part.ts';

/** What is to become of a part that was refused. */
export interface Blame {
  /** Writes to take out, each with its own issues; empty: the refusal does not say which. */
  readonly faulty: ReadonlyMap<PartWrite, OutcomeError>;
  /** Those of the faulty that refer to what may come later. */
  readonly early: ReadonlySet<PartWrite>;
}

export function blame(
  { part, mayWait }: Pick<PartTask, 'part' | 'mayWait'>,
  writes: readonly PartWrite[],
  error: OutcomeError,
): Blame {
  const all = new Map(writes.map((write) => [write, error]));
  const faulty = part.takes === 'all' || writes.length === 1 ? all : named(writes, error);
  const early = new Set([...faulty].filter(([, own]) => mayWait && mayComeLater(own)).map(([write]) => write));
  if (!part.bundle || early.size === 0) return { faulty, early };
  // Entries of one bundle name each other: it waits as a whole, once nothing else is wrong with it.
  if (early.size === faulty.size) return { faulty: all, early: new Set(writes) };
  return { faulty: new Map([...faulty].filter(([write]) => !early.has(write))), early: new Set() };
}

function named(writes: readonly PartWrite[], error: OutcomeError): Map<PartWrite, OutcomeError> {
  const byPlace = new Map(writes.map((write) => [placeKey(write.call.place), write]));
  const issues = new Map<PartWrite, Issue[]>();
  for (const issue of error.issues) {
    for (const expression of issue.expression ?? []) {
      const write = byPlace.get(placeKey(expression));
      if (write) issues.set(write, [...(issues.get(write) ?? []), issue]);
    }
  }
  return new Map([...issues].map(([write, own]) => [write, new OutcomeError(error.status, own)]));
}

/** `#12.name` -> `#12`, `Bundle.entry[3].resource.name` -> `Bundle.entry[3]`. */
function placeKey(expression: string): string | undefined {
  return /^(#\d+|Bundle\.entry\[\d+\])/.exec(expression)?.[0];
}

/** A reference or condition that found nothing: what it needs may stand further on in the files. */
function mayComeLater({ status, issues }: OutcomeError): boolean {
  const later = (issue: Issue) => issue.code === 'not-found' || (issue.code === 'conflict' && status === 412);
  return issues.every((issue) => later(issue) || issue.severity === 'warning' || issue.severity === 'information');
}
