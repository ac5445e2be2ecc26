/** Which encounters are looked at every night: those in house, those of the last weeks, and those in which something is open. */

import { zoneOf } from '@charthouse/rulebook';
import { nameOf, objects, referenceOf, timeOf } from '../rules/reading/elements.ts';
import { type Asking, searchAll, searchEach } from './ask.ts';
import type { Reading } from './read-charts.ts';

const system = 'https://charthouse.dev/fhir/CodeSystem/task';
const open = 'draft,requested,received,accepted,ready,in-progress,on-hold,rejected';

/** Ids, each once, in the order of ids. @throws OutcomeError */
export async function watchedEncounters(reading: Reading): Promise<string[]> {
  const since = new Date(reading.now - reading.settings.watchedDays * 86_400_000).toISOString().slice(0, 10);
  const [recent, inHouse, busy] = await Promise.all([
    searchAll(reading, 'Encounter', [
      ['date', `ge${since}`],
      ['status', 'finished'],
      ['_elements', 'id'],
    ]),
    searchAll(reading, 'Encounter', [
      ['status', 'in-progress,onleave,arrived,triaged'],
      ['_elements', 'id'],
    ]),
    searchAll(reading, 'Task', [
      ['code', `${system}|deficiency,${system}|check-chart,${system}|chart`],
      ['status', open],
    ]),
  ]);
  const tasks = busy.flatMap((task) => referenceOf(task.encounter) ?? []);
  return [...new Set([...recent, ...inHouse].map(nameOf).concat(tasks))]
    .map((name) => name.slice('Encounter/'.length))
    .sort();
}

/** Of these encounters those that are looked at: what is long over, and has no work, stays as it is. @throws OutcomeError */
export async function stillWatched(ids: readonly string[], reading: Reading): Promise<string[]> {
  if (ids.length === 0) return [];
  const encounters = await searchEach(reading, 'Encounter', ['_id', ids]);
  const zone = zoneOf(reading.settings.facilities[0].zone);
  const since = reading.now - reading.settings.watchedDays * 86_400_000;
  const isOld = (end: number | undefined) => end !== undefined && end < since;
  const old = encounters.filter(({ period }) => isOld(timeOf(objects(period)[0]?.end, zone)));
  const busy = await withWork(old.map(nameOf), reading);
  return encounters.filter((one) => !old.includes(one) || busy.has(nameOf(one))).map(({ id }) => String(id));
}

async function withWork(names: readonly string[], asking: Asking): Promise<Set<string>> {
  const codes = `${system}|deficiency,${system}|check-chart,${system}|chart`;
  const tasks = await searchEach(asking, 'Task', ['encounter', names, [['code', codes]]]);
  return new Set(tasks.flatMap((task) => referenceOf(task.encounter) ?? []));
}
