/** Who has to do with a patient, by what the record says: written with the resource that says so. */
import type { CareRow, Resource } from '@charthouse/fhir-model';
import { referenceOf } from '../elements.ts';
import { periodOf } from '../instant.ts';
import { careSources } from './care-sources.ts';

/** Of an encounter, a care team, an appointment, an order, a task: each actor for each patient. Else none. */
export function careRows(resource: Resource): readonly CareRow[] {
  const source = Object.hasOwn(careSources, resource.resourceType) ? careSources[resource.resourceType] : undefined;
  if (!source || source.ended.includes(String(resource[source.status ?? 'status']))) return [];
  const period = source.period(resource);
  const patients = new Set(source.patients(resource));
  const rows = new Map<string, CareRow>();
  for (const patient of patients)
    for (const { reference, during } of source.actors(resource)) {
      const actor = referenceOf(reference);
      if (actor === undefined || !carers.test(actor)) continue;
      const row = { patient, actor, ...period, ...(during !== undefined && periodOf(during)) };
      rows.set(JSON.stringify(row), row);
    }
  return [...rows.values()];
}

const carers = /^(Practitioner|PractitionerRole|Organization|CareTeam|HealthcareService|Device)\//;
