/** `patient` with `code`: one key in order of date instead of two that must be joined. */
import type { Clause, Coded, PatientCodes, TokTest } from '../clause.ts';
import { hasPatientCodes, patientCodeKey, patientCodes } from '../extract/patient-codes.ts';
import type { Keys } from '../keys.ts';
import { readReference } from '../types/reference/reference-text.ts';
import { readToken, systemsOf, type TokenValue } from '../types/token/token.ts';
import type { QueryContext } from './context.ts';
import { splitOn, withoutEscapes } from './values.ts';

/** A criterion that was read, with what it became. */
export interface ReadCriterion {
  readonly name: string;
  readonly value: string;
  readonly clause: Clause;
}

interface Searched {
  readonly types: readonly string[] | undefined;
  readonly context: QueryContext;
}

/** The clauses of the criteria; a pair of one patient and some codes as one clause, patients by a chain with what their keys need. */
export function joinPatientCode(criteria: readonly ReadCriterion[], { types, context }: Searched): readonly Clause[] {
  const [type] = types ?? [];
  const code = criteria.find(({ name }) => name === patientCodes.code);
  const clauses = criteria.map(({ clause }) => clause);
  if (!type || types?.length !== 1 || !code || !hasPatientCodes(context.registry.of(type))) return clauses;
  const values = splitOn(code.value, ',').map((value) => readToken(value, code.name));
  if (values.some((value) => value.code === undefined)) return clauses;
  const codes = { type, any: codesIn(values, context) };
  const patient = criteria.find(({ name }) => patientNames.includes(name));
  const id = patient && patientId(patient, context.bases);
  if (id === undefined) {
    const clause = code.clause.kind === 'tok' ? { ...code.clause, codes } : code.clause;
    return criteria.map((one) => {
      if (one === code) return clause;
      return isOfPatients(one.name) ? coded(one.clause, { codes, clause }) : one.clause;
    });
  }
  const key = context.keys.resource(`Patient/${id}`);
  const any = patientCodeTests(context.keys, codes, key).map((test) => ({ ...test, narrow: true as const }));
  const rest = criteria.filter((one) => one !== patient && one !== code).map(({ clause }) => clause);
  return [{ kind: 'tok', any }, ...rest];
}

/** A patient's keys of codes. */
export function patientCodeTests(keys: Keys, { type, any }: PatientCodes, patient: bigint): TokTest[] {
  return any.map(({ code, ...systems }) => ({ h: patientCodeKey(keys, type, { patient, code }), ...systems }));
}

/** A chain: `patient.name`. */
function isOfPatients(name: string): boolean {
  const [reference = '', next] = name.split('.', 2);
  return next !== undefined && patientNames.includes(reference);
}

function coded(clause: Clause, by: Coded): Clause {
  if (clause.kind === 'any') return { ...clause, of: clause.of.map((one) => coded(one, by)) };
  return clause.kind === 'chain' && !clause.group.contained && !clause.canonical ? { ...clause, coded: by } : clause;
}

function codesIn(values: readonly TokenValue[], { keys }: QueryContext): PatientCodes['any'] {
  return values.map(({ code = '', system }) => ({
    code,
    ...(system !== undefined && { systems: systemsOf(keys.system(system === '' ? undefined : system)) }),
  }));
}

interface Reversed {
  readonly type: string;
  /** Parameter that refers to the patient. */
  readonly reference: string;
  readonly name: string;
  readonly value: string;
}

/** What `_has:[type]:patient:code` asks for, where there are keys of that; undefined for anything else. */
export function codesOfPatient(
  { type, reference, name, value }: Reversed,
  context: QueryContext,
): PatientCodes | undefined {
  if (!patientNames.includes(reference) || name !== patientCodes.code) return undefined;
  if (!hasPatientCodes(context.registry.of(type))) return undefined;
  const values = splitOn(value, ',').map((one) => readToken(one, name));
  return values.some(({ code }) => code === undefined) ? undefined : { type, any: codesIn(values, context) };
}

const patientNames: readonly string[] = ['patient', 'patient:Patient', 'subject:Patient', 'subject'];

/** The id when the value names one patient; an id alone only where nothing but patients can be meant. */
function patientId({ name, value }: ReadCriterion, bases: readonly string[]): string | undefined {
  const text = withoutEscapes(value);
  if (splitOn(value, ',').length > 1) return undefined;
  const { local, versioned } = readReference(text, bases);
  if (versioned !== undefined) return undefined;
  if (local) return local.type === 'Patient' ? local.id : undefined;
  return name !== 'subject' && /^[A-Za-z0-9\-.]{1,64}$/.test(text) ? text : undefined;
}
