/** What is open now: charts that nobody has analysed, and deficiencies by their age. */
import { deficiencyType } from '../../rules/deficiency-types.ts';
import { daysBetween } from '../../rules/people/clinician-clock.ts';
import { codingsOf, objects, referenceOf, timeOf } from '../../rules/reading/elements.ts';
import type { Fact } from '../../rules/reports/report.ts';
import { stateOf } from '../../rules/tasks/chart-task.ts';
import { searchAll } from '../ask.ts';
import type { Collecting } from './collect.ts';
import { clinicianNames, endOf, stayFields, staysOf } from './stays.ts';

const code = 'https://charthouse.dev/fhir/CodeSystem/task|';
const open = 'requested,received,accepted,ready,in-progress,on-hold,rejected';

export async function unanalysed(collecting: Collecting): Promise<Fact[]> {
  const { zone, now } = collecting;
  const tasks = await searchAll(collecting, 'Task', [
    ['code', `${code}chart`],
    ['status', 'requested,received'],
  ]);
  const stays = await staysOf(
    collecting,
    tasks.map((task) => referenceOf(task.encounter) ?? ''),
  );
  return tasks.flatMap((task): Fact[] => {
    const stay = stays.get(referenceOf(task.encounter) ?? '');
    const end = stay && endOf(stay, collecting);
    if (end === undefined || stay?.status !== 'finished') return [];
    const days = daysBetween(zone.dayOf(end), zone.dayOf(now));
    return [{ ...stayFields(stay, collecting), state: stateOf(task) ?? '', days }];
  });
}

export async function ageing(collecting: Collecting): Promise<Fact[]> {
  const { zone, now } = collecting;
  const tasks = await searchAll(collecting, 'Task', [
    ['code', `${code}deficiency`],
    ['status', `draft,${open}`],
  ]);
  const stays = await staysOf(
    collecting,
    tasks.map((task) => referenceOf(task.encounter) ?? ''),
  );
  const owners = tasks.map(({ status, owner }) => (status === 'draft' ? undefined : referenceOf(owner)));
  const called = await clinicianNames(collecting, owners);
  return tasks.map((task, i) => {
    const stay = stays.get(referenceOf(task.encounter) ?? '');
    const since = (stay?.status === 'finished' ? endOf(stay, collecting) : undefined) ?? timeOf(task.authoredOn, zone);
    const due = timeOf(objects(objects(task.restriction)[0]?.period)[0]?.end, zone);
    return {
      ...stayFields(stay, collecting),
      what: typeOf(codingsOf(task.reasonCode)[0]?.code),
      clinician: called(owners[i]),
      due: due === undefined ? '' : zone.dayOf(due),
      days: since === undefined ? 0 : daysBetween(zone.dayOf(since), zone.dayOf(now)),
    };
  });
}

export const typeOf = (type: string | undefined) => (type === undefined ? '' : (deficiencyType(type)?.display ?? type));
