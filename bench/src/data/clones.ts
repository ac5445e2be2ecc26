/**
 * A larger record than there are patients: the bundles again and again with new ids, shifted days and other names, and
 * with the skew of real records: one code on most observations, one patient with very many, codes that hardly occur.
 */
import { type Filling, filled, type Template, templateOf } from './clone-template.ts';
import type { PatientBundle } from './patient-bundles.ts';
import { type NamedText, resourcesOf } from './resources.ts';
import { type Chance, seeded } from './seeded.ts';

export interface Growth {
  /** Resources wanted; a few more may come, so that no patient is cut in two. */
  readonly size: number;
  readonly seed: number;
}

/** The code on 70 % of the observations. */
export const commonCode = '29463-7';
const commonShare = 0.7;
/** A code on one of 25,000 observations. */
export const rareCode = '99999-9';
const rareEvery = 25_000;

/** Observations of the patient who has most; half of a small record at most. */
export function heaviestOf(size: number): number {
  return Math.min(100_000, Math.floor(size / 2));
}

const concept = (code: string, display: string) =>
  JSON.stringify({ coding: [{ system: 'http://loinc.org', code, display }], text: display });
const common = concept(commonCode, 'Body Weight');
const rare = concept(rareCode, 'Hardly ever measured');

/** Days a clone may lie before its original. */
const mostDays = 1_500;

/** Resources in an order in which references only look back or within a patient; the heaviest patient comes first. */
export function* clones(bundles: readonly PatientBundle[], { size, seed }: Growth): Generator<NamedText[]> {
  const patients = bundles.map((bundle) => resourcesOf(bundle).map(templateOf));
  const families = patients.flatMap((templates) =>
    templates.filter(({ type }) => type === 'Patient').flatMap(({ places }) => places.flatMap(familyOf)),
  );
  const chance = seeded(seed);
  const codes = codeChooser(chance);
  const heaviest = filling(chance, { families, codes });
  yield cloned(patients[0] ?? [], heaviest);
  yield* moreObservations(patients[0] ?? [], heaviest, { count: heaviestOf(size), chance });
  let made = heaviestOf(size) + (patients[0]?.length ?? 0);
  for (let turn = 1; made < size; turn++) {
    const templates = patients[turn % patients.length] ?? [];
    made += templates.length;
    yield cloned(templates, filling(chance, { families, codes }));
  }
}

function familyOf({ kind, was }: Template['places'][number]): string[] {
  return kind === 'family' ? [was] : [];
}

function cloned(templates: readonly Template[], own: Filling): NamedText[] {
  return templates.map((template) => ({ type: template.type, id: own.uuid(template.id), text: filled(template, own) }));
}

function* moreObservations(
  templates: readonly Template[],
  patient: Filling,
  { count, chance }: { readonly count: number; readonly chance: Chance },
): Generator<NamedText[]> {
  const observations = templates.filter(({ type }) => type === 'Observation');
  for (let made = 0; made < count; ) {
    const shift = dayShift(chance);
    const part: NamedText[] = [];
    for (const template of observations) {
      if (made++ >= count) break;
      const id = chance.uuid();
      const own: Filling = { ...patient, day: shift, uuid: (was) => (was === template.id ? id : patient.uuid(was)) };
      part.push({ type: template.type, id, text: filled(template, own) });
    }
    yield part;
  }
}

function filling(
  chance: Chance,
  { families, codes }: { readonly families: readonly string[]; readonly codes: Filling['code'] },
): Filling {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const kept = (map: Map<string, string>, was: string, make: () => string) => {
    const known = map.get(was) ?? make();
    map.set(was, known);
    return known;
  };
  return {
    uuid: (was) => kept(ids, was, () => chance.uuid()),
    day: dayShift(chance),
    family: (was) => kept(names, was, () => chance.pick(families)),
    code: codes,
  };
}

function codeChooser(chance: Chance): Filling['code'] {
  let n = 0;
  return (was) => {
    if (n++ % rareEvery === 0) return rare;
    return chance.next() < commonShare ? common : was;
  };
}

function dayShift(chance: Chance): (was: string) => string {
  const shift = (1 + chance.below(mostDays)) * 86_400_000;
  const known = new Map<string, string>();
  return (was) => {
    const day = known.get(was) ?? new Date(Date.parse(was) - shift).toISOString().slice(0, 10);
    known.set(was, day);
    return day;
  };
}
