/** Discharged charts with what is open in them: what delinquency is computed from. */
import type { Zone } from '@charthouse/rulebook';
import type { OpenChart } from '../rules/delinquency.ts';
import { codingsOf, nameOf, objects, referenceOf, timeOf } from '../rules/reading/elements.ts';
import { type Asking, searchAll, searchEach } from './ask.ts';

const code = 'https://charthouse.dev/fhir/CodeSystem/task|deficiency';
/** Proposals are not yet anybody's. */
const open = 'requested,received,accepted,ready,in-progress,on-hold,rejected';

/** @throws OutcomeError */
export async function openCharts(asking: Asking, zone: Zone): Promise<OpenChart[]> {
  const tasks = await searchAll(asking, 'Task', [
    ['code', code],
    ['status', open],
  ]);
  const names = tasks.flatMap((task) => referenceOf(task.encounter) ?? []);
  const encounters = await searchEach(asking, 'Encounter', [
    '_id',
    names.map((name) => name.slice('Encounter/'.length)),
  ]);
  return encounters.flatMap((encounter) => {
    const name = nameOf(encounter);
    const discharged = timeOf(objects(encounter.period)[0]?.end, zone);
    if (discharged === undefined || encounter.status !== 'finished') return [];
    const mine = tasks.filter((task) => referenceOf(task.encounter) === name);
    const [type] = objects(encounter.serviceType);
    const service = type?.text ?? objects(type?.coding)[0]?.display ?? codingsOf(encounter.serviceType)[0]?.code;
    const named = typeof service === 'string' ? { service } : {};
    return [{ encounter: name, discharged, ...named, open: mine.map((task) => openTask(task, zone)) }];
  });
}

function openTask(task: Awaited<ReturnType<typeof searchAll>>[number], zone: Zone): OpenChart['open'][number] {
  const owner = referenceOf(task.owner);
  const due = timeOf(objects(objects(task.restriction)[0]?.period)[0]?.end, zone);
  return {
    ...{ task: nameOf(task), type: codingsOf(task.reasonCode)[0]?.code ?? '' },
    ...(owner !== undefined && { owner }),
    ...(due !== undefined && { due }),
  };
}
