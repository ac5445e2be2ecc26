/** Resources linked to one patient, encounter, practitioner, related person or device. https://hl7.org/fhir/R4/compartmentdefinition.html */
import { isId, outcomes } from '@charthouse/fhir-model';
import { compartments } from '@charthouse/fhir-model/definitions';
import type { Clause } from '../clause.ts';
import type { Keys } from '../keys.ts';
import { holders } from '../parameters/parameter.ts';
import type { QueryContext } from '../query/context.ts';
import { readReference } from '../types/reference/reference-text.ts';

export interface Compartment {
  readonly type: string;
  readonly id: string;
}

/** The key of a resource that compartments are named after. */
export function selfKey(keys: Keys, name: string): bigint {
  return keys.of('self', { type: 'Resource', code: '_id' }, name);
}

/** Types of resource that a compartment holds, its own among them. */
export function compartmentTypes(type: string): readonly string[] {
  return [...new Set([type, ...Object.keys(compartments[type] ?? {})])].sort();
}

export function compartmentClause(
  { type, id }: Compartment,
  types: readonly string[] | undefined,
  context: QueryContext,
): Clause {
  const links = Object.hasOwn(compartments, type) ? compartments[type] : undefined;
  if (!links)
    throw outcomes.notSupported(`${type} is no compartment; compartments are ${Object.keys(compartments).join(', ')}.`);
  if (!isId(id)) throw outcomes.badRequest(`"${id}" is no id of a ${type}.`);
  const searched = types ?? compartmentTypes(type);
  const outside = types?.find((one) => one !== type && !links[one]);
  if (outside) throw outcomes.badRequest(`${outside} is never in the compartment of a ${type}.`);
  const target = readReference(`${type}/${id}`, []);
  const tests = searched.flatMap((one) =>
    (links[one] ?? []).flatMap((code) => {
      const parameter = context.registry.of(one).get(code);
      return (parameter ? holders(parameter) : []).map((owner) => ({
        h: context.keys.of('reference', owner, target.key),
      }));
    }),
  );
  const itself = searched.includes(type) ? [{ h: selfKey(context.keys, target.key) }] : [];
  return { kind: 'tok', any: [...tests, ...itself] };
}
