/** Who a patient is, as the fields of a form: https://hl7.org/fhir/R4/patient.html */
import type { Patient } from 'fhir/r4';
import { nameInUse } from '../../fhir/names.ts';

export const identityFields = [
  ...(['family', 'given', 'birthDate', 'gender', 'phone', 'email'] as const),
  ...(['line', 'city', 'state', 'postalCode', 'country'] as const),
] as const;

export type IdentityField = (typeof identityFields)[number];
export type Identity = Readonly<Record<IdentityField, string>>;

/** Where in the lists of a patient that is which the form shows; -1: nowhere yet. */
export function placesOf({ name = [], telecom = [], address = [] }: Patient) {
  const isOver = ({ use, period }: { use?: string; period?: { end?: string } }) =>
    use === 'old' || period?.end !== undefined;
  const inUse = nameInUse(name);
  const first = (wanted: string) => telecom.findIndex((one) => one.system === wanted && !isOver(one));
  return {
    name: inUse ? name.indexOf(inUse) : -1,
    phone: first('phone'),
    email: first('email'),
    address: address.findIndex((one) => !isOver(one)),
  };
}

export function identityOf(patient: Patient): Identity {
  const at = placesOf(patient);
  const name = patient.name?.[at.name];
  const address = patient.address?.[at.address];
  return {
    family: name?.family ?? '',
    given: name?.given?.join(' ') ?? '',
    birthDate: patient.birthDate ?? '',
    gender: patient.gender ?? '',
    phone: patient.telecom?.[at.phone]?.value ?? '',
    email: patient.telecom?.[at.email]?.value ?? '',
    line: address?.line?.join('\n') ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    country: address?.country ?? '',
  };
}

/** The fields in which the second is another than the first. */
export function changedFields(before: Identity, after: Identity): readonly IdentityField[] {
  return identityFields.filter((field) => before[field] !== after[field]);
}
