/** A document that has to be there for every event of a name. */
import type { Chart, ChartDocument, ChartEvent } from '../chart.ts';
import type { Flaw } from '../finding.ts';
import type { NeedsDocument } from './check.ts';

const dayLength = 86_400_000;

export function needsDocument(chart: Chart, check: NeedsDocument): Flaw[] {
  if (check.ageFrom !== undefined && (chart.age ?? check.ageFrom) < check.ageFrom) return [];
  const events = chart.events.filter(({ name }) => name === check.on);
  if (events.length === 0) return [];
  const documents = chart.documents.filter(({ type }) => type !== undefined && check.document.includes(type));
  return events.flatMap((event, i) => {
    const older = check.given && writtenBefore(chart, event, check.given);
    if (check.given && !older) return [];
    if (documents.some((document) => counts(document, { event, next: events[i + 1], check }))) return [];
    return [
      {
        about: event.reference,
        at: event.at,
        times: timesOf(event),
        by: event.by,
        evidence: told(event, check, older),
      },
    ];
  });
}

interface Place {
  readonly event: ChartEvent;
  readonly next: ChartEvent | undefined;
  readonly check: NeedsDocument;
}

/** One that names the event counts for it alone; of the others those that were written between it and the next one. */
function counts({ about, at, filed, misfiled }: ChartDocument, { event, next, check }: Place): boolean {
  if (misfiled !== undefined) return false;
  const { daysBefore = 1, until } = check;
  const written = at ?? filed;
  if (until && written > event.at) return false;
  if (about.includes(event.reference)) return true;
  const isOfAnother = next !== undefined && about.includes(next.reference);
  const end = until ? event.at : (next?.at ?? Number.POSITIVE_INFINITY);
  return !isOfAnother && written >= event.at - daysBefore * dayLength && written <= end;
}

/** Undefined also when there is a newer one: what was taken anew needs no update. */
function writtenBefore({ documents }: Chart, { at }: ChartEvent, given: { document: string; daysBefore: number }) {
  const isAnew = ({ type, at: written, isEarlier }: ChartDocument) =>
    type === given.document && !isEarlier && written !== undefined && written >= at;
  if (documents.some(isAnew)) return undefined;
  return documents.find(
    (one) =>
      one.type === given.document && one.at !== undefined && one.at < at && one.at >= at - given.daysBefore * dayLength,
  );
}

function told({ name, reference }: ChartEvent, { document, until }: NeedsDocument, older: ChartDocument | undefined) {
  return [
    { words: `${name} without ${document.join(' or ')}${until ? ' before it' : ''}`, reference },
    ...(older ? [{ words: 'the older one', reference: older.reference }] : []),
  ];
}

/** Due dates after an operation are counted from its end, unless a rule says `start of surgery`. */
export const timesOf = ({ name, at, until }: ChartEvent) => ({ [name]: until ?? at, [`start of ${name}`]: at });
