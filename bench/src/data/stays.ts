/** A hospital of stays for the rules of record completion: in house and discharged in the last months, with documents and orders, some of them missing or unsigned. */
import type { NamedText } from './resources.ts';

const day = 86_400_000;
const clinicians = 60;
/** Stays of one patient. */
const each = 5;

const documents: readonly (readonly [loinc: string, hours: number])[] = [
  ['34117-2', 4],
  ['11506-3', 26],
  ['11506-3', 50],
  ['11506-3', 74],
  ['28655-9', 96],
  ['18842-5', 100],
];

/** Every ninth document is unsigned, every seventh stay lacks its summary, every twelfth its history; ends are spread over 100 days. */
export function staysOf(count: number, now: number): NamedText[] {
  const made: NamedText[] = [];
  const add = (type: string, id: string, content: object) =>
    made.push({ type, id, text: JSON.stringify({ resourceType: type, id, ...content }) });
  for (let i = 0; i < clinicians; i++) add('Practitioner', `doc-${i}`, { active: true, name: [{ family: `Doc${i}` }] });
  for (let i = 0; i < count / each; i++)
    add('Patient', `patient-${i}`, { birthDate: '1960-05-05', name: [{ family: `Family${i}`, given: ['Given'] }] });
  for (let i = 0; i < count; i++) addStay(i, now, add);
  return made;
}

function addStay(i: number, now: number, add: (type: string, id: string, content: object) => void): void {
  // stays of one patient follow each other, twenty days apart
  const end = now - (i % each) * 20 * day - (i % 1_000) * 60_000 - day;
  const start = end - 4.5 * day;
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
  const subject = { reference: `Patient/patient-${Math.floor(i / each)}` };
  const doctor = { reference: `Practitioner/doc-${i % clinicians}` };
  const encounter = { reference: `Encounter/stay-${i}` };
  const isHere = i % 20 === 0;
  add('Encounter', `stay-${i}`, {
    ...{ status: isHere ? 'in-progress' : 'finished', class: { code: 'IMP' }, subject },
    period: { start: at(0), ...(!isHere && { end: new Date(end).toISOString() }) },
    participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: doctor }],
  });
  for (const [n, [code, hours]] of documents.entries()) {
    const isMissing = (n === 0 && i % 12 === 0) || (n === documents.length - 1 && i % 7 === 0);
    if (isMissing) continue;
    add('DocumentReference', `doc-${i}-${n}`, {
      ...{ status: 'current', docStatus: (i + n) % 9 === 0 ? 'preliminary' : 'final', date: at(hours), subject },
      ...{ type: { coding: [{ system: 'http://loinc.org', code }] }, author: [doctor] },
      content: [{ attachment: { contentType: 'text/plain', data: 'VGV4dA==', hash: btoa(`${i}-${n}`) } }],
      context: { encounter: [encounter], period: { start: at(hours) } },
    });
  }
  for (let n = 0; n < 3; n++)
    add('MedicationRequest', `order-${i}-${n}`, {
      ...{
        status: 'completed',
        intent: 'order',
        medicationCodeableConcept: { text: 'Metoprolol' },
        subject,
        encounter,
      },
      ...{ requester: doctor, authoredOn: at(2 + n) },
    });
}
