/** What happened in an encounter, from which documents follow: operations, anaesthesia, consultations, tissue, restraint. */
import type { JsonObject } from '@charthouse/fhir-model';
import type { Zone } from '@charthouse/rulebook';
import type { ChartEvent, EventName } from '../chart.ts';
import { codingsOf, nameOf, objects, referenceOf, sideIn, timeOf } from './elements.ts';
import { kindIn } from './read-orders.ts';

const surgical = '387713003';
const done = new Set(['in-progress', 'completed', 'stopped']);

/** Undefined: it did not take place, or nothing follows from it. */
export function procedureEvent(resource: JsonObject, zone: Zone): ChartEvent | undefined {
  if (!done.has(String(resource.status))) return undefined;
  const codings = [...codingsOf(resource.category), ...codingsOf(resource.code)];
  const kind = kindIn(codings);
  const own: Readonly<Record<string, EventName>> = {
    anaesthesia: 'anaesthesia',
    autopsy: 'autopsy',
    restraint: 'restraint',
  };
  const name = own[kind ?? ''] ?? (codings.some(({ code }) => code === surgical) ? 'surgery' : undefined);
  const [period] = objects(resource.performedPeriod);
  const at = timeOf(period?.start ?? resource.performedDateTime, zone);
  if (!name || at === undefined) return undefined;
  const until = timeOf(period?.end, zone);
  const by = objects(resource.performer).flatMap(({ actor }) => referenceOf(actor) ?? [])[0];
  const side = sideIn(JSON.stringify(resource.bodySite ?? ''));
  return {
    ...{ name, at, reference: nameOf(resource) },
    ...(until !== undefined && { until }),
    ...(by !== undefined && { by }),
    ...(side !== undefined && { side }),
  };
}

const ofOrders: Readonly<Record<string, EventName>> = {
  consultation: 'consultation',
  pathology: 'specimen',
  autopsy: 'autopsy',
};
const asked = new Set(['active', 'completed']);

/** An order from which a report follows. */
export function orderEvent(resource: JsonObject, zone: Zone): ChartEvent | undefined {
  const kind = kindIn([...codingsOf(resource.code), ...codingsOf(resource.category)]);
  const name = ofOrders[kind ?? ''];
  const at = timeOf(resource.occurrenceDateTime ?? resource.authoredOn, zone);
  if (!name || at === undefined || !asked.has(String(resource.status))) return undefined;
  const by = objects(resource.performer).flatMap((performer) => referenceOf(performer) ?? [])[0];
  return { name, at, reference: nameOf(resource), ...(by !== undefined && { by }) };
}
