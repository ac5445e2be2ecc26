/** Moves what a resource tells of by whole days: its dates, and those in its text. */
import { createHash } from 'node:crypto';
import type { Resource } from '@charthouse/fhir-model';

const dayLength = 86_400_000;

/** Not what is of the person, of the version, or an address. */
const kept: ReadonlySet<string> = new Set([
  'birthDate',
  'deceasedDateTime',
  'meta',
  'id',
  'data',
  'value',
  'url',
  'reference',
]);

export function shifted(resource: Resource, days: number): Resource {
  if (resource.resourceType === 'Binary') return { ...resource, data: shiftedData(resource, days) };
  return shiftedValue(resource, days) as Resource;
}

function shiftedValue(value: unknown, days: number): unknown {
  if (typeof value === 'string') return shiftedText(value, days);
  if (Array.isArray(value)) return value.map((one) => shiftedValue(one, days));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, kept.has(name) ? one : shiftedValue(one, days)]),
  );
}

function shiftedText(text: string, days: number): string {
  const found = /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec(text);
  return found ? moved(found[1]!, days) + (found[2] ?? '') : text;
}

const moved = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);

/** Dates as notes have them, of the same length: the parts of a PDF stay where they are. */
function shiftedData({ data, contentType }: Resource, days: number): string {
  if (!/^(text\/plain|application\/pdf)/.test(String(contentType))) return String(data);
  const text = Buffer.from(String(data), 'base64').toString('latin1');
  const later = text.replace(/\b\d\d\/\d\d\/20\d\d\b/g, (noted) => {
    const [month, date, year] = noted.split('/');
    const [y, m, d] = moved(`${year}-${month}-${date}`, days).split('-');
    return `${m}/${d}/${y}`;
  });
  return Buffer.from(later, 'latin1').toString('base64');
}

/** The hash that an attachment says its content has. */
export const hashOf = (data: string) => createHash('sha1').update(Buffer.from(data, 'base64')).digest('base64');
