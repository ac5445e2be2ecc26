/** The parts of the chart. A new one is one more entry here and its word in the catalogue. */
import type {
  Claim,
  Condition,
  DocumentReference,
  Encounter,
  MedicationRequest,
  Observation,
  Quantity,
  ServiceRequest,
} from 'fhir/r4';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { beyond, displayRange } from './ranges.ts';
import { type Section, section } from './section.ts';

const page = 200;
const dateWidth = '6.5rem';
const wide = 'minmax(0, 2fr)';
const narrow = 'minmax(0, 1fr)';

export const sections: readonly Section[] = [
  section<Encounter>({
    id: 'timeline',
    query: (id) =>
      `Encounter?patient=${id}&_sort=-date&_count=${page}&_elements=period,class,type,status,serviceProvider,reasonCode,subject`,
    columns: [
      { title: 'date', width: dateWidth, show: ({ period }, { day }) => day(period?.start) },
      { title: 'what', width: wide, show: ({ type, reasonCode }) => displayConcept(reasonCode?.[0] ?? type?.[0]) },
      { title: 'class', width: '4rem', show: (row) => row.class.display ?? row.class.code, isExtra: true },
      { title: 'status', width: '5.5rem', show: ({ status }) => status, isExtra: true },
    ],
  }),
  section<Condition>({
    id: 'problems',
    query: (id) => `Condition?patient=${id}&_sort=-onset-date&_count=${page}`,
    columns: [
      { title: 'from', width: dateWidth, show: (row, { day }) => day(row.onsetDateTime ?? row.recordedDate) },
      { title: 'what', width: wide, show: ({ code }) => displayConcept(code) },
      { title: 'status', width: '8rem', show: ({ clinicalStatus }) => displayConcept(clinicalStatus), isExtra: true },
    ],
  }),
  section<MedicationRequest>({
    id: 'medications',
    query: (id) => `MedicationRequest?patient=${id}&_sort=-authoredon&_count=${page}`,
    columns: [
      { title: 'date', width: dateWidth, show: ({ authoredOn }, { day }) => day(authoredOn) },
      {
        title: 'what',
        width: wide,
        show: (row) => displayConcept(row.medicationCodeableConcept) ?? displayReference(row.medicationReference),
      },
      { title: 'by', width: narrow, show: ({ requester }) => displayReference(requester), isExtra: true },
      { title: 'status', width: '8rem', show: ({ status }) => status, isExtra: true },
    ],
  }),
  section<Observation>({
    id: 'results',
    query: (id) =>
      `Observation?patient=${id}&_sort=-date&_count=${page}&_elements=code,value,effective,status,component,category,subject,interpretation,referenceRange`,
    columns: [
      { title: 'date', width: dateWidth, show: (row, { day }) => day(row.effectiveDateTime) },
      { title: 'what', width: wide, show: ({ code }) => displayConcept(code) },
      { title: 'value', width: narrow, show: resultOf },
      {
        title: 'range',
        width: '6.5rem',
        show: ({ referenceRange }) => displayRange(referenceRange?.[0]),
        isExtra: true,
      },
      { title: 'status', width: '5.5rem', show: ({ status }) => status, isExtra: true },
    ],
  }),
  section<DocumentReference>({
    id: 'documents',
    query: (id) =>
      `DocumentReference?patient=${id}&_sort=-date&_count=${page}&_elements=type,date,author,status,docStatus,description,content,subject`,
    columns: [
      { title: 'date', width: dateWidth, show: ({ date }, { day }) => day(date) },
      { title: 'what', width: wide, show: ({ type, description }) => description ?? displayConcept(type) },
      { title: 'by', width: narrow, show: ({ author }) => displayReference(author?.[0]), isExtra: true },
      { title: 'status', width: '5.5rem', show: ({ docStatus, status }) => docStatus ?? status, isExtra: true },
    ],
  }),
  section<ServiceRequest>({
    id: 'orders',
    query: (id) => `ServiceRequest?patient=${id}&_sort=-authored&_count=${page}`,
    columns: [
      { title: 'date', width: dateWidth, show: ({ authoredOn }, { day }) => day(authoredOn) },
      { title: 'what', width: wide, show: ({ code }) => displayConcept(code) },
      { title: 'by', width: narrow, show: ({ requester }) => displayReference(requester), isExtra: true },
      { title: 'status', width: '5.5rem', show: ({ status }) => status, isExtra: true },
    ],
  }),
  section<Claim>({
    id: 'claims',
    query: (id) =>
      `Claim?patient=${id}&_sort=-created&_count=${page}&_elements=created,type,total,status,provider,patient,use,priority,insurance`,
    columns: [
      { title: 'date', width: dateWidth, show: ({ created }, { day }) => day(created) },
      { title: 'what', width: wide, show: ({ type }) => displayConcept(type) },
      { title: 'value', width: narrow, show: ({ total }) => total && `${total.value} ${total.currency ?? ''}` },
      { title: 'status', width: '5.5rem', show: ({ status }) => status, isExtra: true },
    ],
  }),
];

const quantity = ({ comparator, value, unit, code }: Quantity) =>
  `${comparator ?? ''}${value} ${unit ?? code ?? ''}`.trim();

/** The value in words, with ▲ or ▼ beyond its range; several components one behind the other (blood pressure 120 / 80 mmHg). */
function resultOf(row: Observation): string | undefined {
  if (row.valueQuantity) return [quantity(row.valueQuantity), beyond(row)].filter(Boolean).join(' ');
  if (row.valueCodeableConcept) return displayConcept(row.valueCodeableConcept);
  const parts = row.component?.map(({ valueQuantity }) => valueQuantity && quantity(valueQuantity)).filter(Boolean);
  return row.valueString ?? (parts?.length ? parts.join(' / ') : undefined);
}
