/** What the committee closed in the period, with minutes and reason. */
import { daysBetween } from '../../rules/people/clinician-clock.ts';
import { codingsOf, objects, referenceOf, timeOf } from '../../rules/reading/elements.ts';
import type { Fact } from '../../rules/reports/report.ts';
import { searchAll } from '../ask.ts';
import type { Collecting } from './collect.ts';
import { typeOf } from './open-work.ts';
import { clinicianNames, isWithin, stayFields, staysOf } from './stays.ts';

export async function committeeClosures(collecting: Collecting): Promise<Fact[]> {
  const { zone } = collecting;
  const tasks = await searchAll(collecting, 'Task', [
    ['code', 'https://charthouse.dev/fhir/CodeSystem/task|deficiency'],
    ['status', 'failed'],
  ]);
  const closed = tasks.flatMap((task) => {
    const said = objects(task.output).find(({ type }) =>
      codingsOf(type).some(({ code }) => code === 'committee-closure'),
    );
    const note = objects(task.note).findLast(({ text }) => String(text).startsWith('closed by the committee'));
    const at = timeOf(note?.time, zone);
    return said && isWithin(at, collecting) ? [{ task, minutes: String(said.valueString), at }] : [];
  });
  const [stays, name] = await Promise.all([
    staysOf(
      collecting,
      closed.map(({ task }) => referenceOf(task.encounter) ?? ''),
    ),
    clinicianNames(
      collecting,
      closed.map(({ task }) => referenceOf(task.owner)),
    ),
  ]);
  return closed.map(({ task, minutes, at }) => {
    const day = zone.dayOf(at);
    const due = timeOf(objects(objects(task.restriction)[0]?.period)[0]?.end, zone);
    return {
      ...stayFields(stays.get(referenceOf(task.encounter) ?? ''), collecting),
      ...{ minutes, closed: day, month: day.slice(0, 7) },
      what: typeOf(codingsOf(task.reasonCode)[0]?.code),
      clinician: name(referenceOf(task.owner)),
      reason: String(objects(task.statusReason)[0]?.text ?? ''),
      days: due === undefined ? 0 : Math.max(0, daysBetween(zone.dayOf(due), day)),
    };
  });
}
