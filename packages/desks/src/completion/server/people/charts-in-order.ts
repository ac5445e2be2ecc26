/** Whether charts are in order enough to hold something against somebody: the discharge stands, and nothing contradicts itself. */
import { codingsOf, nameOf, objects, referenceOf } from '../../rules/reading/elements.ts';
import { openStates, taskSystem } from '../../rules/tasks/codes.ts';
import { type Asking, searchEach } from '../ask.ts';

/** Nobody is known as attending: whose a document is, is known all the same. */
const unattended = 'no-clinician';
const states = [...openStates].join(',');

/** Of encounters, as `Encounter/id`, those in which a contradiction waits for a technician. @throws OutcomeError */
export async function disputedOf(encounters: readonly string[], asking: Asking): Promise<Set<string>> {
  const open = [
    ['code', `${taskSystem}|check-chart`],
    ['status', states],
  ] as const;
  const found = await searchEach(asking, 'Task', ['encounter', encounters, open]);
  const disputing = found.filter(({ reasonCode }) => !codingsOf(reasonCode).some(({ code }) => code === unattended));
  return new Set(disputing.flatMap((task) => referenceOf(task.encounter) ?? []));
}

/** Of encounters those whose patient has left: a cancelled discharge makes nothing late. @throws OutcomeError */
export async function dischargedOf(encounters: readonly string[], asking: Asking): Promise<Set<string>> {
  const ids = encounters.map((name) => name.slice('Encounter/'.length));
  const found = await searchEach(asking, 'Encounter', ['_id', ids]);
  const over = found.filter(({ status, period }) => status === 'finished' && objects(period)[0]?.end !== undefined);
  return new Set(over.map(nameOf));
}
