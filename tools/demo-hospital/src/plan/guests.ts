/** Who comes: somebody new, or somebody who was here before, never in two places at once. */
import type { Case } from '../cases/case.ts';
import { dateOf, day } from '../clock.ts';
import { ageOn, type Person, personOf } from '../people.ts';
import type { Random } from '../random.ts';
import type { Slot } from './slots.ts';

interface Visit {
  readonly ages: readonly [least: number, most: number];
  readonly times: { readonly admitted: number; readonly discharged: number | undefined };
  readonly slot: Slot;
  readonly matter: Case;
}

export function guests(random: Random, { today, prefix }: { readonly today: string; readonly prefix: string }) {
  const people: Person[] = [];
  const visits = new Map<Person, [from: number, until: number][]>();
  const isFree = (person: Person, from: number, until: number) =>
    visits.get(person)!.every(([start, end]) => until + 2 * day < start || from > end + 2 * day);
  const known = ({ ages, times, matter }: Visit, until: number): Person | undefined => {
    for (let i = 0; i < 4 && people.length > 0; i++) {
      const person = random.one(people);
      const age = ageOn(person, dateOf(times.admitted));
      const fits = age >= ages[0] && age <= ages[1] && (matter.sex === undefined || matter.sex === person.gender);
      if (fits && isFree(person, times.admitted, until)) return person;
    }
    return undefined;
  };
  const somebody = (visit: Visit): Person => {
    const { ages, times, slot, matter } = visit;
    const until =
      slot.needs.disposition === 'exp' || !slot.isOrdinary
        ? Number.POSITIVE_INFINITY
        : (times.discharged ?? Number.POSITIVE_INFINITY);
    const before = slot.isOrdinary && random.chance(58) ? known(visit, until) : undefined;
    const person =
      before ??
      personOf(random, people.length + 1, {
        prefix,
        ages,
        today,
        ...(matter.sex && { sex: matter.sex }),
        ...(slot.needs.payer && { payer: slot.needs.payer }),
      });
    if (!before) people.push(person);
    visits.set(person, [
      ...(visits.get(person) ?? []),
      [slot.isOrdinary ? times.admitted : Number.NEGATIVE_INFINITY, until],
    ]);
    return person;
  };
  return { people, somebody };
}
