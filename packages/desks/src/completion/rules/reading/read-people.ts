/** Who can act and who cannot: practitioners who left or died, and those in training. */
import type { JsonObject } from '@charthouse/fhir-model';
import { codingsOf, nameOf, objects, referenceOf } from './elements.ts';

const trainee = new Set(['resident', 'intern', 'medical-student', 'student']);

export interface People {
  readonly gone: ReadonlyMap<string, 'left' | 'deceased'>;
  readonly trainees: ReadonlySet<string>;
}

/** @param day on which it is asked, as `2026-11-22` */
export function readPeople(practitioners: readonly JsonObject[], roles: readonly JsonObject[], day: string): People {
  const gone = new Map<string, 'left' | 'deceased'>();
  const trainees = new Set<string>();
  const byPerson = new Map<string, JsonObject[]>();
  for (const role of roles) {
    const person = referenceOf(role.practitioner);
    if (person !== undefined) byPerson.set(person, [...(byPerson.get(person) ?? []), role]);
  }
  for (const practitioner of practitioners) {
    const person = nameOf(practitioner);
    const own = byPerson.get(person) ?? [];
    if (isDeceased(practitioner)) gone.set(person, 'deceased');
    else if (practitioner.active === false || (own.length > 0 && own.every((role) => hasEnded(role, day))))
      gone.set(person, 'left');
    if (own.some((role) => !hasEnded(role, day) && codingsOf(role.code).some(({ code }) => trainee.has(code))))
      trainees.add(person);
  }
  return { gone, trainees };
}

function hasEnded({ active, period }: JsonObject, day: string): boolean {
  const end = objects(period)[0]?.end;
  return active === false || (typeof end === 'string' && end.slice(0, 10) < day);
}

function isDeceased({ extension }: JsonObject): boolean {
  return objects(extension).some(
    ({ url, valueBoolean, valueDateTime }) =>
      /deceased$/i.test(String(url)) && (valueBoolean === true || valueDateTime !== undefined),
  );
}
