/**
 * What the consents of a patient say about one resource and one person: the reference that the SQL has to agree with.
 * https://hl7.org/fhir/R4/consent.html, as docs/spec-notes.md reads it.
 */
import type { ConsentData, ConsentRow, ConsentTest } from '@charthouse/fhir-model';

/** What consents ask about a resource. */
export interface ConsentFacts {
  readonly type: string;
  readonly id: string;
  readonly class: { readonly labels: readonly string[] };
  /** `urn:ietf:rfc:3986|` and a profile, `urn:ietf:bcp:13|` and a content type. */
  readonly classes: readonly string[];
  /** `system|code` of every Coding in it. */
  readonly codes: readonly string[];
  /** The clinical date, milliseconds since 1970. */
  readonly date?: { readonly from: number; readonly to: number };
  readonly authors: readonly string[];
  readonly refersTo: readonly string[];
  readonly referredFrom: readonly string[];
}

/** Purposes of emergency: only rules that name one bind who broke the glass. */
const emergencies: readonly string[] = ['ETREAT', 'BTG', 'ERTREAT'];

/** `rows`: all of the one patient. A denial wins over every permission; without either nothing is denied. */
export function consentAllows(
  rows: readonly ConsentRow[],
  test: ConsentTest & { readonly now: number },
  facts: ConsentFacts,
): boolean {
  const deciding = innermost(rows, (row) => applies(row, test, facts));
  const binding = test.emergency
    ? deciding.filter(({ row, around }) => [row, ...around].some(isForEmergencies))
    : deciding;
  if (binding.some(({ row }) => row.effect === 'deny')) return false;
  const permits = deciding.filter(({ row }) => row.effect === 'permit');
  return test.needs
    .filter((label) => facts.class.labels.includes(label))
    .every((label) => permits.some(({ row }) => row.names.includes(label)));
}

function isForEmergencies({ purposes }: ConsentRow): boolean {
  return purposes?.some((one) => emergencies.includes(one)) ?? false;
}

/** The innermost provisions that apply, as do all those around them: each decides for its part. */
function innermost(
  rows: readonly ConsentRow[],
  applying: (row: ConsentRow) => boolean,
): readonly { readonly row: ConsentRow; readonly around: readonly ConsentRow[] }[] {
  const key = (consent: string, rule: number) => `${consent} ${rule}`;
  const own = new Map(rows.filter(applying).map((row) => [key(row.consent, row.rule), row]));
  const whole = [...own.values()].filter(({ consent, within }) => within.every((rule) => own.has(key(consent, rule))));
  const outer = new Set(whole.flatMap(({ consent, within }) => within.slice(-1).map((rule) => key(consent, rule))));
  return whole
    .filter(({ consent, rule }) => !outer.has(key(consent, rule)))
    .map((row) => ({ row, around: row.within.flatMap((rule) => own.get(key(row.consent, rule)) ?? []) }));
}

function applies(row: ConsentRow, test: ConsentTest & { readonly now: number }, facts: ConsentFacts): boolean {
  return (
    (row.from === undefined || row.from <= test.now) &&
    (row.to === undefined || test.now <= row.to) &&
    meets(row.actors, test.actors) &&
    meets(row.actions, [test.action]) &&
    meets(row.purposes, row.effect === 'deny' ? test.purposesDenied : test.purposes) &&
    meets(row.classes, [facts.type, ...facts.classes, ...facts.codes]) &&
    meets(row.codes, facts.codes) &&
    meets(row.labels, levelled(facts.class.labels)) &&
    isOfPeriod(row, facts) &&
    (row.data === undefined || row.data.some((one) => isData(one, facts)))
  );
}

function meets(wanted: readonly string[] | undefined, found: readonly string[]): boolean {
  return wanted === undefined || wanted.some((one) => found.includes(one));
}

/** What has no higher confidentiality is normal. */
function levelled(labels: readonly string[]): readonly string[] {
  return labels.includes('R') || labels.includes('V') ? labels : [...labels, 'N'];
}

/** A denial holds for what has no date, a permission does not. */
function isOfPeriod({ dataFrom, dataTo, effect }: ConsentRow, { date }: ConsentFacts): boolean {
  if (dataFrom === undefined && dataTo === undefined) return true;
  if (date === undefined) return effect === 'deny';
  return (dataFrom === undefined || date.to >= dataFrom) && (dataTo === undefined || date.from <= dataTo);
}

function isData({ meaning, reference }: ConsentData, facts: ConsentFacts): boolean {
  const self = `${facts.type}/${facts.id}` === reference;
  if (meaning === 'authoredby') return facts.authors.includes(reference);
  if (meaning === 'related') return self || facts.referredFrom.includes(reference);
  if (meaning === 'dependents') return self || facts.refersTo.includes(reference);
  return self;
}
