/** The keys of `tok` of which all have one that belong to a patient: of the references that `patientOf` goes by. */
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { Registry } from '../parameters/registry.ts';
import { selfKey } from '../special/compartment.ts';
import { namingPatients } from './patient.ts';
import { patientCodeKey, patientCodes } from './patient-codes.ts';

export interface OfPatients {
  readonly registry: Registry;
  readonly keys: Keys;
}

/** `codes`: resources without one of these codes may be left out. Empty: no resource of the type belongs to a patient. */
export function patientKeys(
  { registry, keys }: OfPatients,
  type: string,
  codes?: readonly string[],
): (id: string) => readonly bigint[] {
  if (type === 'Patient') return (id) => [selfKey(keys, `Patient/${id}`)];
  const parameters = registry.of(type);
  const owners = namingPatients(type).flatMap((code) => {
    const parameter = parameters.get(code);
    return parameter && holdsPatients(parameter, parameters) ? [parameter] : [];
  });
  return (id) => {
    const name = `Patient/${id}`;
    return owners.flatMap((owner) =>
      codes && owner.code === patientCodes.patient
        ? codes.map((code) => patientCodeKey(keys, type, { patient: keys.resource(name), code }))
        : [keys.of('reference', owner, name)],
    );
  };
}

/** It has rows of references to patients itself, which no other parameter has in its place. */
function holdsPatients(parameter: Parameter, all: ReadonlyMap<string, Parameter>): boolean {
  if (parameter.routes.has('Patient')) return false;
  const isOwner = parameter.parts.length === 1 && parameter.parts[0] === parameter;
  return isOwner || [...all.values()].some(({ routes }) => [...routes.values()].includes(parameter));
}
