/** What was charged for a visit, and what came of it. */
import { dateOf, day, daysBetween, instant } from '../clock.ts';
import { houses } from '../directory/organizations.ts';
import { codes, icd10cm, type Resource, reference, tagged } from '../fhir.ts';
import { patientReference } from '../people.ts';
import { randomOf } from '../random.ts';
import type { Chart, Kind } from './chart.ts';

const charges: Readonly<Record<Kind, readonly [first: number, perDay: number]>> = {
  inpatient: [6400, 2350],
  emergency: [980, 0],
  surgery: [7200, 0],
  observation: [2900, 0],
  clinic: [185, 0],
  video: [140, 0],
};

/** Some days after the visit; the payer answers after a month. Nothing before it is coded. */
export function claimResources(chart: Chart, today: string): Resource[] {
  const { discharged, id, house, kind, person } = chart;
  if (discharged === undefined || !chart.hasDiagnosis || person.payer === 'self-pay') return [];
  const age = daysBetween(dateOf(discharged), today);
  if (age < 6) return [];
  const [first, perDay] = charges[kind];
  const stay = Math.ceil((discharged - chart.admitted) / day);
  const value = Math.round((first + perDay * stay) * randomOf(id).about(1, 0.4) * 100) / 100;
  const type = codes([
    'http://terminology.hl7.org/CodeSystem/claim-type',
    kind === 'clinic' || kind === 'video' ? 'professional' : 'institutional',
  ]);
  const frame = {
    ...{ status: 'active', type, use: 'claim', patient: patientReference(person) },
    provider: reference('Organization', houses[house]),
    billablePeriod: { start: dateOf(chart.admitted), end: dateOf(discharged) },
    created: instant(discharged + 5 * day),
    insurance: [{ ...(age < 0 ? {} : { focal: true }), coverage: { reference: `Coverage/${person.id}-coverage` } }],
  };
  const money = (amount: number) => ({ value: Math.round(amount * 100) / 100, currency: 'USD' });
  const claim = tagged({
    ...{ resourceType: 'Claim', id: `${id}-claim`, ...frame },
    priority: codes(['http://terminology.hl7.org/CodeSystem/processpriority', 'normal']),
    insurance: frame.insurance.map((one) => ({ sequence: 1, ...one })),
    diagnosis: [{ sequence: 1, diagnosisCodeableConcept: codes([icd10cm, chart.matter.icd, chart.matter.diagnosis]) }],
    item: [
      {
        sequence: 1,
        productOrService: { text: 'Room, board and services' },
        encounter: [{ reference: `Encounter/${id}` }],
        net: money(value),
      },
    ],
    total: money(value),
  });
  if (age < 40 || age > 400 || kind === 'clinic' || kind === 'video') return [claim];
  const answer = tagged({
    ...{ resourceType: 'ExplanationOfBenefit', id: `${id}-answer`, ...frame, created: instant(discharged + 35 * day) },
    ...{ insurer: { display: person.payer }, outcome: 'complete', claim: { reference: `Claim/${id}-claim` } },
    total: [
      { category: codes(['http://terminology.hl7.org/CodeSystem/adjudication', 'submitted']), amount: money(value) },
      {
        category: codes(['http://terminology.hl7.org/CodeSystem/adjudication', 'benefit']),
        amount: money(value * 0.62),
      },
    ],
  });
  return [claim, answer];
}
