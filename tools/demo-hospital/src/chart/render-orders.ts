/** Orders: what was asked for, how it was given, who signed. */
import { instant } from '../clock.ts';
import { clinicianReference } from '../directory/clinicians.ts';
import { type Coding, charthouse, codes, loinc, type Resource, rxnorm, snomed, tagged } from '../fhir.ts';
import { patientReference } from '../people.ts';
import type { Chart, ChartOrder } from './chart.ts';

const known: Readonly<Partial<Record<ChartOrder['kind'], Coding>>> = {
  admission: [snomed, '32485007', 'Hospital admission'],
  consultation: [snomed, '11429006', 'Consultation'],
  restraint: [snomed, '386423001', 'Physical restraint'],
  pathology: [loinc, '11529-5', 'Surgical pathology study'],
};

const modes = { verbal: 'VERBAL', written: 'WRITTEN', electronic: 'ELECTRONIC' } as const;

export function orderResources(chart: Chart): Resource[] {
  return chart.orders.flatMap((order) => {
    const { id, kind, at, by, mode, to } = order;
    const frame = {
      ...{ id, status: chart.discharged === undefined ? 'active' : 'completed', intent: 'order' },
      subject: patientReference(chart.person),
      encounter: { reference: `Encounter/${chart.id}` },
      authoredOn: instant(at),
      requester: clinicianReference(by),
    };
    const asked = codes(['http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', modes[mode]]);
    const resource =
      kind === 'medication'
        ? { resourceType: 'MedicationRequest', ...frame, category: [asked], ...medication(chart, order) }
        : { resourceType: 'ServiceRequest', ...frame, category: [asked, codes([charthouse('CodeSystem', 'order-kind'), kind])], code: codeOf(order), ...(to && { performer: [clinicianReference(to)] }) };
    return [tagged(resource), ...signature(order)];
  }); // biome-ignore format: kept short
}

function codeOf({ kind, what }: ChartOrder) {
  const coding = known[kind];
  return coding ? { ...codes(coding), text: what } : { text: what };
}

function medication(chart: Chart, { what }: ChartOrder) {
  const drug = chart.matter.drugs.find(({ name }) => what.startsWith(name));
  const text = drug?.sig ?? what;
  return {
    medicationCodeableConcept: drug ? codes([rxnorm, drug.rxnorm, drug.name]) : { text: what },
    dosageInstruction: [{ text }],
  };
}

/** What was entered by its author is signed by that; what was spoken or written is signed afterwards. */
function signature({ id, kind, mode, signed, by, signer = by }: ChartOrder): Resource[] {
  if (mode === 'electronic' || signed === undefined) return [];
  const when = instant(signed);
  return [
    tagged({
      ...{ resourceType: 'Provenance', id: `${id}-signed`, recorded: when },
      target: [{ reference: `${kind === 'medication' ? 'MedicationRequest' : 'ServiceRequest'}/${id}` }],
      agent: [{ who: clinicianReference(signer) }],
      signature: [
        {
          type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.5' }],
          when,
          who: clinicianReference(signer),
        },
      ],
    }),
  ];
}
