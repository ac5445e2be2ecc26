/** What every note is made of. */

import type { Chart } from '../chart/chart.ts';
import { dateOf, noted } from '../clock.ts';
import { ageOn } from '../people.ts';
import { randomOf } from '../random.ts';

const words = {
  female: { He: 'She', he: 'she', His: 'Her', his: 'her', him: 'her' },
  male: { He: 'He', he: 'he', His: 'His', his: 'his', him: 'him' },
} as const;

/** The same in every note of a chart. */
const daysOf = ({ id }: Chart) => randomOf(`${id}/days`).whole(2, 5);

/** Fills {He}, {his}, {days} and the like. */
export function filled(text: string, chart: Chart): string {
  const own = words[chart.person.gender];
  return text.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'days' ? String(daysOf(chart)) : (own[name as keyof typeof own] ?? name),
  );
}

export const all = (sentences: readonly string[], chart: Chart): string =>
  sentences.map((text) => filled(text, chart)).join(' ');

/** `72-year-old woman` */
export function whoIs({ person, admitted }: Chart): string {
  const age = ageOn(person, dateOf(admitted));
  const noun = age < 18 ? (person.gender === 'female' ? 'girl' : 'boy') : person.gender === 'female' ? 'woman' : 'man';
  return `${age}-year-old ${noun}`;
}

/** The head that every document has. */
export function head(title: string, chart: Chart, at: number | undefined): string {
  const { person, id } = chart;
  return [
    title.toUpperCase(),
    `Patient: ${person.names.family}, ${person.names.given.join(' ')}    MRN: ${person.mrn}    DOB: ${person.birthDate}`,
    `Encounter: ${id.slice(5)}${at === undefined ? '' : `    Date/time: ${noted(at)}`}`,
  ].join('\n');
}

/** Paragraphs with their headings; those without text are left out. */
export function sections(parts: readonly (readonly [heading: string, text: string | undefined])[]): string {
  return parts.flatMap(([heading, text]) => (text ? [`${heading}:\n${text}`] : [])).join('\n\n');
}

export const numbered = (lines: readonly string[]) => lines.map((line, i) => `${i + 1}. ${line}`).join('\n');

export function allergyText({ person: { allergy } }: Chart): string {
  return allergy ? `${allergy[0]} (${allergy[1]})` : 'No known drug allergies';
}

export function homeDrugs({ person: { conditions } }: Chart): string {
  if (conditions.length === 0) return 'None';
  return conditions.map(({ drug }) => `${drug.name}: ${drug.sig}`).join('\n');
}

export function pastHistory({ person: { conditions } }: Chart): string {
  return conditions.length === 0 ? 'No chronic illness.' : `${conditions.map(({ name }) => name).join(', ')}.`;
}
