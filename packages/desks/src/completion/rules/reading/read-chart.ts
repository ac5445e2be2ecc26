/** What the record holds of an encounter -> what the rules look at. */
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import { type Zone, zoneOf } from '@charthouse/rulebook';
import type { Facility } from '../../settings.ts';
import type { Chart, ChartDocument, ChartEvent } from '../chart.ts';
import { encounterEvents } from '../encounter-events.ts';
import { codingsOf, nameOf, objects, referenceOf, referencesOf, timeOf } from './elements.ts';
import { type ReadDocument, readDocument, signaturesIn, transcribedIn } from './read-document.ts';
import { orderEvent, procedureEvent } from './read-events.ts';
import { readOrder } from './read-orders.ts';
import { readPeople } from './read-people.ts';
import { signingTimes } from './signing-times.ts';

/** Of one encounter and its patient, by type. */
export interface ChartResources {
  readonly encounter: Resource;
  readonly patient?: Resource | undefined;
  /** Everything about the patient, this encounter and others. */
  readonly resources: readonly Resource[];
  readonly practitioners: readonly Resource[];
  readonly roles: readonly Resource[];
  /** References of patients that are the same person, by merges. */
  readonly samePatients?: ReadonlySet<string>;
}

const classes: Readonly<Record<string, string>> = {
  ...{ IMP: 'inpatient', ACUTE: 'inpatient', NONAC: 'inpatient', OBSENC: 'observation', EMER: 'emergency' },
  ...{ AMB: 'ambulatory', SS: 'short-stay', VR: 'virtual', HH: 'home', FLD: 'field' },
};

const dayLength = 86_400_000;

/** How long before admission a document of another stay counts, in days. */
const earlier: Readonly<Record<string, number>> = {
  'history-and-physical': 30,
  consent: 90,
  'advance-directive': 3650,
};

export function readChart(read: ChartResources, facility: Facility, now: number): Chart {
  const { encounter, resources } = read;
  const zone = zoneOf(facility.zone);
  const name = nameOf(encounter);
  const [period] = objects(encounter.period);
  const admitted = timeOf(period?.start, zone);
  const discharged = timeOf(period?.end, zone);
  const of = classes[String(objects(encounter.class)[0]?.code)] ?? 'ambulatory';
  const disposition = codingsOf(objects(encounter.hospitalization)[0]?.dischargeDisposition)[0]?.code;
  const ofType = (...types: string[]) => resources.filter(({ resourceType }) => types.includes(resourceType));
  const mine = (...types: string[]) => ofType(...types).filter((one) => referenceOf(one.encounter) === name);
  const signatures = signaturesIn(ofType('Provenance'));
  const signed = signingTimes(ofType('Provenance'), zone);
  const orders = mine('ServiceRequest', 'MedicationRequest');
  const payers = ofType('Coverage').some(isMedicare) ? ['medicare'] : [];
  const attending = attendingOf(encounter);
  const age = ageOf(read.patient, admitted);
  const times = { class: of, disposition, admitted: admitted ?? 0, discharged };
  return {
    ...{ encounter: name, patient: referenceOf(encounter.subject) ?? '', status: String(encounter.status), zone },
    ...(admitted !== undefined && { admitted }),
    ...(discharged !== undefined && { discharged }),
    setting: {
      ...settingOf(encounter, facility),
      class: of,
      payers,
      ...(disposition !== undefined && { disposition }),
    },
    ...(age !== undefined && { age }),
    ...(attending !== undefined && { attending }),
    events: [
      ...encounterEvents(times, name),
      ...mine('Procedure').flatMap((one) => procedureEvent(one, zone) ?? []),
      ...orders.flatMap((one) => orderEvent(one, zone) ?? []),
    ].sort(byTime),
    documents: [
      ...documentsOf(read, { zone, name, admitted, discharged, signatures }),
      ...standIns(read, { zone, name, admitted }),
    ],
    orders: orders.flatMap((one) => {
      const order = readOrder(one, zone, signatures);
      const signedAt = order && signed.get(order.reference);
      return order ? { ...order, ...(signedAt !== undefined && { signedAt }) } : [];
    }),
    queries: ofType('Task').flatMap((task) => queryOf(task, name, zone)),
    diagnoses: objects(encounter.diagnosis).length + mine('Condition').length,
    telehealth: telehealthOf(encounter, ofType('Consent').length > 0),
    ...readPeople(read.practitioners, read.roles, zone.dayOf(now)),
    groups: facility.groups,
  };
}

const byTime = (a: ChartEvent, b: ChartEvent) => a.at - b.at;

function settingOf(encounter: JsonObject, { profile, country, state, bylaws }: Facility) {
  const [type] = objects(encounter.serviceType);
  const service = codingsOf(type)[0]?.code ?? (typeof type?.text === 'string' ? type.text : undefined);
  return { profile, country, bylaws, ...(state !== undefined && { state }), ...(service !== undefined && { service }) };
}

interface Stay {
  readonly zone: Zone;
  readonly name: string;
  readonly admitted: number | undefined;
  readonly discharged?: number | undefined;
  readonly signatures?: ReadonlyMap<string, readonly string[]>;
}

function documentsOf({ encounter, resources, samePatients }: ChartResources, stay: Stay): ChartDocument[] {
  const written = resources.filter(
    ({ resourceType }) => resourceType === 'DocumentReference' || resourceType === 'Composition',
  );
  const { zone, signatures = new Map() } = stay;
  const reading = { zone, signatures, transcribed: transcribedIn(written) };
  const patient = referenceOf(encounter.subject);
  const isSame = (subject: string) => subject === patient || samePatients?.has(subject) === true;
  return written.flatMap((one): ChartDocument[] => {
    const document = readDocument(one, reading);
    if (!document) return [];
    const { encounters, subject, ...rest } = document;
    if (encounters.includes(stay.name))
      return [subject === undefined || isSame(subject) ? rest : { ...rest, misfiled: 'it is of another patient' }];
    return subject !== undefined && isSame(subject) && belongs(document, stay) ? [{ ...rest, isEarlier: true }] : [];
  });
}

/** Written for another stay or for none: it counts when it is of this time, or of the time before that its type allows. */
function belongs({ type, at, encounters }: ReadDocument, { admitted, discharged }: Stay): boolean {
  if (type === undefined || at === undefined || admitted === undefined) return false;
  if (
    encounters.length === 0 &&
    at >= admitted - dayLength &&
    at <= (discharged ?? Number.POSITIVE_INFINITY) + 60 * dayLength
  )
    return true;
  return at <= admitted && at >= admitted - (earlier[type] ?? 0) * dayLength;
}

/** Resources that are as good as a document: a Consent, a report of pathology. */
function standIns({ resources }: ChartResources, { zone, admitted }: Stay): ChartDocument[] {
  return resources.flatMap((one): ChartDocument[] => {
    const isConsent = one.resourceType === 'Consent' && one.status === 'active';
    const isReport =
      one.resourceType === 'DiagnosticReport' && ['final', 'amended', 'corrected'].includes(String(one.status));
    if (!isConsent && !isReport) return [];
    const isDirective = codingsOf(one.category).some(({ code }) => code === 'acd' || code === 'dnr');
    const type = isReport ? 'pathology-report' : isDirective ? 'advance-directive' : 'consent';
    const at = timeOf(one.dateTime ?? one.issued ?? one.effectiveDateTime, zone);
    const about = referencesOf(one.basedOn);
    if (at === undefined || admitted === undefined || (isReport && about.length === 0)) return [];
    return [{ reference: nameOf(one), type, at, filed: at, signers: [], signed: 'unknown', about, isEarlier: true }];
  });
}

function queryOf(task: JsonObject, encounter: string, zone: Zone) {
  if (!codingsOf(task.code).some(({ code }) => code === 'clinician-query')) return [];
  if (referenceOf(task.encounter ?? task.focus) !== encounter) return [];
  const at = timeOf(task.authoredOn, zone);
  if (at === undefined || ['draft', 'cancelled', 'entered-in-error'].includes(String(task.status))) return [];
  const to = referenceOf(task.owner);
  return [{ reference: nameOf(task), at, isAnswered: task.status === 'completed', ...(to !== undefined && { to }) }];
}

/** The last one who was attending. */
function attendingOf({ participant }: JsonObject): string | undefined {
  const attending = objects(participant).filter(({ type }) => codingsOf(type).some(({ code }) => code === 'ATND'));
  const sorted = attending.sort((a, b) => startOf(a).localeCompare(startOf(b)));
  return sorted.flatMap(({ individual }) => referenceOf(individual) ?? []).at(-1);
}

const startOf = ({ period }: JsonObject) => String(objects(period)[0]?.start ?? '');

function isMedicare({ status, type, payor }: JsonObject): boolean {
  if (status !== 'active') return false;
  const isCoded = codingsOf(type).some(({ code }) => code === '1' || code === 'MCPOL');
  return isCoded || objects(payor).some(({ display }) => /medicare/i.test(String(display ?? '')));
}

function ageOf(patient: JsonObject | undefined, admitted: number | undefined): number | undefined {
  if (typeof patient?.birthDate !== 'string' || admitted === undefined) return undefined;
  return Math.floor((admitted - Date.parse(patient.birthDate)) / (365.2425 * dayLength));
}

function telehealthOf({ location, type }: JsonObject, hasConsent: boolean): string[] {
  return [
    ...(objects(location).length > 0 ? ['place'] : []),
    ...(objects(type).length > 0 ? ['modality'] : []),
    ...(hasConsent ? ['consent'] : []),
  ];
}
