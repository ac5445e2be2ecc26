/** A chart as FHIR: the encounter, and everything that belongs to it. */
import { instant } from '../clock.ts';
import { clinicianReference } from '../directory/clinicians.ts';
import { houses, units } from '../directory/organizations.ts';
import { charthouse, codes, icd10cm, type Resource, reference, snomed, tagged } from '../fhir.ts';
import { patientReference } from '../people.ts';
import type { Chart, Kind } from './chart.ts';
import { claimResources } from './render-claim.ts';
import { documentResources } from './render-documents.ts';
import { measuredResources } from './render-measured.ts';
import { orderResources } from './render-orders.ts';

const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const classes: Readonly<Record<Kind, readonly [code: string, display: string]>> = {
  inpatient: ['IMP', 'inpatient encounter'],
  emergency: ['EMER', 'emergency'],
  surgery: ['SS', 'short stay'],
  observation: ['OBSENC', 'observation encounter'],
  clinic: ['AMB', 'ambulatory'],
  video: ['VR', 'virtual'],
};

const kinds: Readonly<Record<Kind, string>> = {
  inpatient: 'Hospital stay',
  emergency: 'Emergency visit',
  surgery: 'Day surgery',
  observation: 'Observation stay',
  clinic: 'Clinic visit',
  video: 'Video visit',
};

/** The encounter first. */
export function chartResources(chart: Chart, today: string): Resource[] {
  return [
    encounter(chart),
    ...(chart.hasDiagnosis ? [diagnosis(chart)] : []),
    ...procedures(chart),
    ...orderResources(chart),
    ...measuredResources(chart),
    ...documentResources(chart),
    ...consentOf(chart),
    ...queryOf(chart),
    ...claimResources(chart, today),
  ];
}

const encounterReference = (chart: Chart) => ({ reference: `Encounter/${chart.id}` });

const dispositions = {
  home: 'Home',
  snf: 'Skilled nursing facility',
  rehab: 'Rehabilitation',
  hosp: 'Hospice',
  aadvice: 'Left against advice',
  exp: 'Expired',
} as const;

function encounter(chart: Chart): Resource {
  const { admitted, attending, bed, discharged, disposition, house, id, kind, labels, matter, unit } = chart;
  const [code, display] = classes[kind];
  const period = { start: instant(admitted), ...(discharged !== undefined && { end: instant(discharged) }) };
  const from =
    disposition &&
    codes(['http://terminology.hl7.org/CodeSystem/discharge-disposition', disposition, dispositions[disposition]]);
  const isPlaced = kind !== 'video' || chart.telehealth.includes('place');
  const isTyped = kind !== 'video' || chart.telehealth.includes('modality');
  return tagged(
    {
      ...{
        resourceType: 'Encounter',
        id,
        status: chart.isCancelled ? 'cancelled' : discharged === undefined ? 'in-progress' : 'finished',
      },
      identifier: [{ system: 'https://charthouse.dev/demo/visit', value: id.slice(5).toUpperCase() }],
      class: { system: act, code, display },
      ...(isTyped && { type: [codes([charthouse('CodeSystem', 'visit-kind'), kind, kinds[kind]])] }),
      serviceType: codes([charthouse('CodeSystem', 'service'), matter.service, matter.service]),
      subject: patientReference(chart.person),
      participant: [
        {
          type: [codes(['http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'ATND', 'attender'])],
          individual: clinicianReference(attending),
        },
      ],
      period,
      reasonCode: [{ text: matter.complaint }],
      ...(chart.hasDiagnosis && { diagnosis: [{ condition: { reference: `Condition/${id}-x` } }] }),
      ...(from && discharged !== undefined && { hospitalization: { dischargeDisposition: from } }),
      ...(isPlaced && {
        location: [
          { location: { reference: `Location/demo-bed-${unit}-${bed}`, display: `${units[unit][0]}, bed ${bed}` } },
        ],
      }),
      serviceProvider: reference('Organization', houses[house]),
    },
    labels,
  );
}

function diagnosis(chart: Chart): Resource {
  const { matter, id } = chart;
  return tagged({
    ...{ resourceType: 'Condition', id: `${id}-x` },
    clinicalStatus: codes([
      'http://terminology.hl7.org/CodeSystem/condition-clinical',
      chart.discharged === undefined ? 'active' : 'resolved',
    ]),
    category: [
      codes(['http://terminology.hl7.org/CodeSystem/condition-category', 'encounter-diagnosis', 'Encounter Diagnosis']),
    ],
    code: codes([icd10cm, matter.icd, matter.diagnosis], ...(matter.snomed ? [[snomed, matter.snomed] as const] : [])),
    subject: patientReference(chart.person),
    encounter: encounterReference(chart),
    onsetDateTime: instant(chart.admitted),
    recorder: clinicianReference(chart.attending),
  });
}

const categories = {
  surgery: [snomed, '387713003', 'Surgical procedure'],
  anaesthesia: [snomed, '399097000', 'Administration of anesthesia'],
  restraint: undefined,
  autopsy: undefined,
} as const;

function procedures(chart: Chart): Resource[] {
  return chart.procedures.map(({ id, kind, code, name, from, until, by, side }) => {
    const category = categories[kind];
    const own = kind === 'restraint' ? [[charthouse('CodeSystem', 'order-kind'), 'restraint'] as const] : [];
    const site = side && codes([snomed, side === 'left' ? '7771000' : '24028007', side === 'left' ? 'Left' : 'Right']);
    return tagged({
      ...{ resourceType: 'Procedure', id, status: 'completed' },
      ...(category && { category: codes(category) }),
      code: codes([snomed, code, name], ...own),
      subject: patientReference(chart.person),
      encounter: encounterReference(chart),
      performedPeriod: { start: instant(from), end: instant(until) },
      performer: [{ actor: clinicianReference(by) }],
      ...(site && { bodySite: [site] }),
    });
  });
}

function consentOf(chart: Chart): Resource[] {
  if (chart.kind !== 'video' || !chart.telehealth.includes('consent')) return [];
  return [
    tagged({
      ...{ resourceType: 'Consent', id: `${chart.id}-consent`, status: 'active' },
      scope: codes(['http://terminology.hl7.org/CodeSystem/consentscope', 'treatment', 'Treatment']),
      category: [codes(['http://loinc.org', '59284-0', 'Consent Document'])],
      patient: patientReference(chart.person),
      dateTime: instant(chart.admitted),
      policyRule: { text: 'Visit by video' },
      sourceReference: { reference: `DocumentReference/${chart.documents[0]?.id}` },
    }),
  ];
}

function queryOf({ query, ...chart }: Chart): Resource[] {
  if (!query) return [];
  return [
    tagged({
      ...{ resourceType: 'Task', id: `${chart.id}-query`, status: 'requested', intent: 'order' },
      code: codes([charthouse('CodeSystem', 'task'), 'clinician-query', 'Query to a clinician']),
      description: query.text,
      focus: { reference: `Encounter/${chart.id}` },
      for: patientReference(chart.person),
      encounter: { reference: `Encounter/${chart.id}` },
      authoredOn: instant(query.at),
      owner: clinicianReference(query.to),
    }),
  ];
}
