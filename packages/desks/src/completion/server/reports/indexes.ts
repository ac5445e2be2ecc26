/** Disease, operation and physician index: of encounters that ended in the period. */
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import { codingsOf, nameOf, objects, referenceOf, referencesOf, timeOf } from '../../rules/reading/elements.ts';
import type { Fact } from '../../rules/reports/report.ts';
import { searchEach } from '../ask.ts';
import type { Collecting } from './collect.ts';
import { attendingOf, clinicianNames, endedStays, idOf, stayFields } from './stays.ts';

const surgical = '387713003';

export async function diseaseIndex(collecting: Collecting): Promise<Fact[]> {
  const stays = await endedStays(collecting);
  const [own, name] = await Promise.all([
    searchEach(collecting, 'Condition', ['encounter', stays.map(nameOf)]),
    clinicianNames(collecting, stays.map(attendingOf)),
  ]);
  const named = stays.flatMap(({ diagnosis }) => objects(diagnosis).flatMap((one) => referenceOf(one.condition) ?? []));
  const known = new Set(own.map(nameOf));
  const others = await searchEach(collecting, 'Condition', ['_id', named.filter((one) => !known.has(one)).map(idOf)]);
  const byName = new Map([...own, ...others].filter(isTrue).map((one) => [nameOf(one), one]));
  const byStay = Map.groupBy(own.filter(isTrue), ({ encounter }) => referenceOf(encounter) ?? '');
  return stays.flatMap((stay) => {
    const listed = objects(stay.diagnosis).flatMap((one) => byName.get(referenceOf(one.condition) ?? '') ?? []);
    const all = [...listed, ...(byStay.get(nameOf(stay)) ?? [])].map(({ code }) => conceptOf(code));
    const fields = { ...stayFields(stay, collecting), clinician: name(attendingOf(stay)) };
    return [...new Set(all)].map((diagnosis) => ({ ...fields, diagnosis }));
  });
}

export async function operationIndex(collecting: Collecting): Promise<Fact[]> {
  return await operationsIn(await endedStays(collecting), collecting);
}

export async function physicianIndex(collecting: Collecting): Promise<Fact[]> {
  const stays = await endedStays(collecting);
  const [operations, name] = await Promise.all([
    operationsIn(stays, collecting),
    clinicianNames(collecting, stays.map(attendingOf)),
  ]);
  return [
    ...stays.map((stay) => ({
      ...stayFields(stay, collecting),
      ...{ clinician: name(attendingOf(stay)), state: 'attended', operation: '' },
    })),
    ...operations.map((one) => ({ ...one, state: 'operated' })),
  ];
}

async function operationsIn(stays: readonly Resource[], collecting: Collecting): Promise<Fact[]> {
  const { zone } = collecting;
  const found = await searchEach(collecting, 'Procedure', ['encounter', stays.map(nameOf)]);
  const operations = found.filter(
    ({ category, status }) => status === 'completed' && codingsOf(category).some(({ code }) => code === surgical),
  );
  const surgeon = ({ performer }: Resource) =>
    referencesOf(objects(performer).flatMap(({ actor }) => objects(actor)))[0];
  const name = await clinicianNames(collecting, operations.map(surgeon));
  const byName = new Map(stays.map((one) => [nameOf(one), one]));
  return operations.map((one) => {
    const at = timeOf(one.performedDateTime ?? objects(one.performedPeriod)[0]?.start, zone);
    return {
      ...stayFields(byName.get(referenceOf(one.encounter) ?? ''), collecting),
      operation: conceptOf(one.code),
      date: at === undefined ? '' : zone.dayOf(at),
      clinician: name(surgeon(one)),
    };
  });
}

const isTrue = ({ verificationStatus }: Resource) =>
  !codingsOf(verificationStatus).some(({ code }) => code === 'entered-in-error' || code === 'refuted');

/** Code and words. */
function conceptOf(concept: JsonObject[string] | undefined): string {
  const [one] = objects(concept);
  const [coding] = objects(one?.coding);
  return [coding?.code, coding?.display ?? one?.text].filter((part) => typeof part === 'string').join(' ');
}
