/** Which encounters a change of the record concerns: those it names now, and those it named before it was moved. */
import type { Resource } from '@charthouse/fhir-model';
import { codingsOf, nameOf, objects, referenceOf, referencesOf } from '../rules/reading/elements.ts';
import { type Asking, searchEach } from './ask.ts';

/** Types on whose changes charts are looked at again. */
export const watchedTypes: ReadonlySet<string> = new Set([
  ...['Encounter', 'DocumentReference', 'Composition', 'ServiceRequest', 'MedicationRequest', 'Procedure', 'Condition'],
  ...['DiagnosticReport', 'Consent', 'Provenance', 'Task', 'Patient'],
]);

const own = new Set(['deficiency', 'check-chart', 'clinician-query']);

/** Ids of encounters, each once. `versions`: what was written, and what stood there before. @throws OutcomeError */
export async function touchedEncounters(versions: readonly Resource[], asking: Asking): Promise<string[]> {
  const found = new Set<string>();
  const targets: string[] = [];
  const patients: string[] = [];
  for (const one of versions) {
    const { resourceType } = one;
    if (resourceType === 'Encounter') found.add(nameOf(one));
    else if (resourceType === 'Provenance')
      targets.push(...(objects(one.signature).length > 0 ? referencesOf(one.target) : []));
    else if (resourceType === 'Patient') patients.push(...(objects(one.link).length > 0 ? [nameOf(one)] : []));
    else if (resourceType === 'Consent') patients.push(...[referenceOf(one.patient) ?? []].flat());
    else if (resourceType !== 'Task' || codingsOf(one.code).some(({ code }) => own.has(code))) {
      const encounters = [
        referenceOf(one.encounter),
        ...objects(one.context).flatMap(({ encounter }) => referencesOf(encounter)),
      ];
      for (const name of encounters) if (name !== undefined) found.add(name);
      const subject = referenceOf(one.subject);
      if (resourceType === 'DocumentReference' && encounters.every((name) => name === undefined) && subject)
        patients.push(subject);
    }
  }
  for (const name of await ofTargets(targets, asking)) found.add(name);
  const stays = await searchEach(asking, 'Encounter', [
    'patient',
    patients.filter((name) => name.startsWith('Patient/')),
  ]);
  for (const stay of stays) found.add(nameOf(stay));
  return [...found].filter((name) => name.startsWith('Encounter/')).map((name) => name.slice('Encounter/'.length));
}

/** What was signed: documents and orders. */
async function ofTargets(names: readonly string[], asking: Asking): Promise<string[]> {
  const types = ['DocumentReference', 'Composition', 'ServiceRequest', 'MedicationRequest'];
  const found = await Promise.all(
    types.map((type) => {
      const ids = names.filter((name) => name.startsWith(`${type}/`)).map((name) => name.slice(type.length + 1));
      return searchEach(asking, type, ['_id', ids]);
    }),
  );
  return found
    .flat()
    .flatMap((one) => [
      ...[referenceOf(one.encounter) ?? []].flat(),
      ...objects(one.context).flatMap(({ encounter }) => referencesOf(encounter)),
    ]);
}
