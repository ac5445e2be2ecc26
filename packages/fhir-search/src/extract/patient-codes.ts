/** Keys of (patient, code): the most frequent search of a chart, `patient` with `code`, answered by one key in order of date. */
import type { Resource } from '@charthouse/fhir-model';
import { isObject } from '@charthouse/fhir-model';
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { addTok, type Collected } from './collected.ts';

/** The parameters whose values are joined. */
export const patientCodes = { patient: 'patient', code: 'code' } as const;

/** The key of a code (any system) for the patients that parameter `patient` names. */
export function patientCodeKey(keys: Keys, type: string, { patient, code }: { patient: bigint; code: string }): bigint {
  return keys.of('patient', { type, code: patientCodes.code }, String(patient), code);
}

/** True where `patient` and `code` are what the joined keys hold: references to patients, and the element `code` alone. */
export function hasPatientCodes(parameters: ReadonlyMap<string, Parameter>): boolean {
  const code = parameters.get(patientCodes.code);
  const [path, ...more] = code?.paths ?? [];
  const [step, ...further] = path?.steps ?? [];
  return (
    parameters.get(patientCodes.patient)?.definition.type === 'reference' &&
    path?.type === 'CodeableConcept' &&
    step?.kind === 'property' &&
    step.name === 'code' &&
    more.length + further.length === 0
  );
}

export function addPatientCodes(resource: Resource, { out, keys }: { out: Collected; keys: Keys }): void {
  const patients = new Set(out.patients.filter(({ code }) => code === patientCodes.patient).map(({ key }) => key));
  const codings = isObject(resource.code) && Array.isArray(resource.code.coding) ? resource.code.coding : [];
  for (const patient of patients)
    for (const coding of codings) {
      if (!isObject(coding) || typeof coding.code !== 'string') continue;
      const sys = keys.system(typeof coding.system === 'string' ? coding.system : undefined);
      addTok(out, patientCodeKey(keys, resource.resourceType, { patient, code: coding.code }), sys);
    }
}
