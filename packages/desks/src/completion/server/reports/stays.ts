/** What several reports know of encounters: when they ended, which service, who attended, what people are called. */
import type { Resource } from '@charthouse/fhir-model';
import { codingsOf, nameOf, objects, referenceOf, timeOf } from '../../rules/reading/elements.ts';
import { type Asking, searchAll, searchEach } from '../ask.ts';
import { personName } from '../people/clinicians-work.ts';
import type { Collecting } from './collect.ts';

export interface Period extends Pick<Collecting, 'zone' | 'from' | 'to'> {}

/** Of local days, in milliseconds. */
export const isWithin = (time: number | undefined, { zone, from, to }: Period): time is number =>
  time !== undefined && time >= zone.startOf(from) && time <= zone.endOf(to);

/** Encounters that ended in the period. @throws OutcomeError */
export async function endedStays(collecting: Collecting): Promise<Resource[]> {
  const found = await searchAll(collecting, 'Encounter', [...withinQuery(collecting), ['status', 'finished']]);
  return found.filter((one) => isWithin(endOf(one, collecting), collecting));
}

/** @param name of a search parameter for dates */
export function withinQuery({ zone, from, to }: Period, name = 'date'): [string, string][] {
  return [
    [name, `ge${new Date(zone.startOf(from)).toISOString()}`],
    [name, `le${new Date(zone.endOf(to)).toISOString()}`],
  ];
}

export const endOf = ({ period }: Resource, { zone }: Pick<Collecting, 'zone'>) =>
  timeOf(objects(period)[0]?.end, zone);

export const idOf = (name: string) => name.slice(name.indexOf('/') + 1);

/** Fields that rows about an encounter share. */
export function stayFields(stay: Resource | undefined, { zone }: Pick<Collecting, 'zone'>) {
  const end = stay && endOf(stay, { zone });
  const [type] = objects(stay?.serviceType);
  const service = type?.text ?? objects(type?.coding)[0]?.display ?? codingsOf(stay?.serviceType)[0]?.code;
  return {
    encounter: stay ? nameOf(stay) : '',
    discharged: end === undefined ? '' : zone.dayOf(end),
    month: end === undefined ? '' : zone.dayOf(end).slice(0, 7),
    service: typeof service === 'string' ? service : '',
    ...patientFields(referenceOf(stay?.subject)),
  };
}

/** The name is put in when rows are shown. */
export const patientFields = (reference: string | undefined) => ({
  ...{ patient: reference ?? '', patientReference: reference ?? '' },
});

export function attendingOf({ participant }: Resource): string | undefined {
  const all = objects(participant);
  const one = all.find(({ type }) => codingsOf(type).some(({ code }) => code === 'ATND')) ?? all[0];
  return referenceOf(one?.individual);
}

/** Reference -> name, of practitioners. @throws OutcomeError */
export async function clinicianNames(asking: Asking, references: readonly (string | undefined)[]) {
  const ids = references.flatMap((one) => (one?.startsWith('Practitioner/') ? [idOf(one)] : []));
  const found = await searchEach(asking, 'Practitioner', ['_id', ids]);
  const names = new Map(found.map((one) => [nameOf(one), personName(one)]));
  return (reference: string | undefined) => (reference === undefined ? '' : (names.get(reference) ?? reference));
}

/** Stays by their names. @throws OutcomeError */
export async function staysOf(asking: Asking, names: readonly string[]): Promise<Map<string, Resource>> {
  const found = await searchEach(asking, 'Encounter', ['_id', names.filter(Boolean).map(idOf)]);
  return new Map(found.map((one) => [nameOf(one), one]));
}
