/** What the record holds of many encounters at once: a handful of questions for all of them. */
import type { Resource } from '@charthouse/fhir-model';
import type { Chart } from '../rules/chart.ts';
import type { Around } from '../rules/chart-problems.ts';
import { nameOf, objects, referenceOf, referencesOf, timeOf } from '../rules/reading/elements.ts';
import { readChart } from '../rules/reading/read-chart.ts';
import type { CompletionSettings, Facility } from '../settings.ts';
import { type Asking, searchEach } from './ask.ts';

export interface FoundChart {
  readonly chart: Chart;
  readonly around: Around;
  /** Those of this desk. */
  readonly tasks: readonly Resource[];
}

export interface Reading extends Asking {
  readonly settings: CompletionSettings;
  readonly now: number;
}

const ofEncounter = [
  'DocumentReference',
  'Composition',
  'ServiceRequest',
  'MedicationRequest',
  'Procedure',
  'Condition',
];
const system = 'https://charthouse.dev/fhir/CodeSystem/task';
const taskCodes = ['deficiency', 'check-chart', 'chart', 'clinician-query']
  .map((code) => `${system}|${code}`)
  .join(',');

/** Charts of encounters by their ids; those that are not there are left out. @throws OutcomeError */
export async function readCharts(ids: readonly string[], reading: Reading): Promise<FoundChart[]> {
  const encounters = await searchEach(reading, 'Encounter', ['_id', ids]);
  if (encounters.length === 0) return [];
  const names = encounters.map(nameOf);
  const patients = [...new Set(encounters.flatMap(({ subject }) => referenceOf(subject) ?? []))];
  const [own, written, consents, coverages, tasks, people, stays] = await Promise.all([
    Promise.all(ofEncounter.map((type) => searchEach(reading, type, ['encounter', names]))),
    searchEach(reading, 'DocumentReference', ['patient', patients]),
    searchEach(reading, 'Consent', ['patient', patients]),
    searchEach(reading, 'Coverage', ['beneficiary', patients]),
    searchEach(reading, 'Task', ['encounter', names, [['code', taskCodes]]]),
    searchEach(reading, 'Patient', ['_id', patients.map(idOf)]),
    searchEach(reading, 'Encounter', ['patient', patients, [['class', 'IMP,ACUTE,NONAC,OBSENC']]]),
  ]);
  const resources = unique([...own.flat(), ...written, ...consents, ...coverages, ...tasks]);
  const more = await second(resources, reading);
  const staff = await clinicians([...encounters, ...resources], reading);
  const all = unique([...resources, ...more]);
  const index = indexOf(all);
  return encounters.map((encounter) => {
    const patient = people.find((one) => nameOf(one) === referenceOf(encounter.subject));
    const chart = readChart(
      { encounter, patient, resources: resourcesOf(encounter, index), ...staff, samePatients: sameAs(patient) },
      facilityOf(encounter, reading.settings),
      reading.now,
    );
    const mine = tasks.filter((task) => referenceOf(task.encounter) === nameOf(encounter));
    return { chart, tasks: mine, around: aroundOf(patient, stays, { encounter, chart }) };
  });
}

const idOf = (name: string) => name.slice(name.indexOf('/') + 1);
const unique = (resources: readonly Resource[]) => [...new Map(resources.map((one) => [nameOf(one), one])).values()];

/** Signatures where the source does not say whether somebody signed, and reports of what was sent. */
async function second(resources: readonly Resource[], reading: Reading): Promise<Resource[]> {
  const asked = resources.filter(isToBeSigned).map(nameOf);
  const sent = resources.filter(({ resourceType }) => resourceType === 'ServiceRequest').map(nameOf);
  const [signatures, reports] = await Promise.all([
    searchEach(reading, 'Provenance', ['target', asked]),
    searchEach(reading, 'DiagnosticReport', ['based-on', sent]),
  ]);
  return [...signatures, ...reports];
}

function isToBeSigned({ resourceType, docStatus, status, category }: Resource): boolean {
  if (resourceType === 'DocumentReference') return docStatus === 'preliminary' || docStatus === undefined;
  if (resourceType === 'Composition') return status === 'preliminary';
  if (resourceType !== 'ServiceRequest' && resourceType !== 'MedicationRequest') return false;
  return /"(VERBAL|PHONE|WRITTEN|FAXWRIT)"/.test(JSON.stringify(category ?? ''));
}

async function clinicians(resources: readonly Resource[], reading: Reading) {
  const named = resources.flatMap((one) => [
    ...objects(one.participant).flatMap(({ individual }) => referenceOf(individual) ?? []),
    ...referencesOf(one.author),
    ...referencesOf(one.owner),
    ...referencesOf(one.requester),
    ...objects(one.performer).flatMap((performer) => referenceOf(performer.actor) ?? referenceOf(performer) ?? []),
  ]);
  const people = [...new Set(named)].filter((name) => name.startsWith('Practitioner/'));
  const [practitioners, roles] = await Promise.all([
    searchEach(reading, 'Practitioner', ['_id', people.map(idOf)]),
    searchEach(reading, 'PractitionerRole', ['practitioner', people]),
  ]);
  return { practitioners, roles };
}

/** By encounter and by patient, so that each chart looks at its own. */
function indexOf(resources: readonly Resource[]): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  const put = (name: string | undefined, resource: Resource) => {
    if (name === undefined) return;
    const list = index.get(name);
    if (list) list.push(resource);
    else index.set(name, [resource]);
  };
  for (const one of resources) {
    const encounters = [
      referenceOf(one.encounter),
      ...objects(one.context).flatMap(({ encounter }) => referencesOf(encounter)),
    ];
    const patient = referenceOf(one.subject) ?? referenceOf(one.patient) ?? referenceOf(one.beneficiary);
    const targets = one.resourceType === 'Provenance' ? referencesOf(one.target) : referencesOf(one.basedOn);
    for (const name of new Set([...encounters, patient, ...targets])) put(name, one);
  }
  return index;
}

function resourcesOf(encounter: Resource, index: ReadonlyMap<string, readonly Resource[]>): Resource[] {
  const own = [...(index.get(nameOf(encounter)) ?? []), ...(index.get(referenceOf(encounter.subject) ?? '') ?? [])];
  return unique([...own, ...own.flatMap((one) => index.get(nameOf(one)) ?? [])]);
}

function facilityOf({ serviceProvider }: Resource, { facilities }: CompletionSettings): Facility {
  const provider = referenceOf(serviceProvider);
  return (
    facilities.find(({ organization }) => organization !== undefined && organization === provider) ?? facilities[0]
  );
}

/** References of patients that were merged with this one. */
function sameAs(patient: Resource | undefined): Set<string> {
  const links = objects(patient?.link).filter(({ type }) => type === 'replaces' || type === 'replaced-by');
  return new Set(links.flatMap(({ other }) => referenceOf(other) ?? []));
}

function aroundOf(
  patient: Resource | undefined,
  stays: readonly Resource[],
  { encounter, chart }: { encounter: Resource; chart: Chart },
): Around {
  const into = objects(patient?.link).find(({ type }) => type === 'replaced-by');
  const mergedInto = referenceOf(into?.other);
  const born = typeof patient?.birthDate === 'string' ? Date.parse(patient.birthDate) - 86_400_000 : Number.NaN;
  const others = stays.filter(
    (one) =>
      one.id !== encounter.id &&
      referenceOf(one.subject) === chart.patient &&
      (one.status === 'in-progress' || one.status === 'finished'),
  );
  return {
    ...(Number.isFinite(born) && { born }),
    ...(mergedInto !== undefined && { mergedInto }),
    stays: others.flatMap((one) => {
      const [period] = objects(one.period);
      const from = timeOf(period?.start, chart.zone);
      const to = timeOf(period?.end, chart.zone);
      return from === undefined ? [] : [{ reference: nameOf(one), from, ...(to !== undefined && { to }) }];
    }),
  };
}
