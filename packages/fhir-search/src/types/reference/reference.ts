/** Search type reference: `id`, `Type/id`, a URL; `:Type`, `:identifier`. https://hl7.org/fhir/R4/search.html#reference */
import { isId, outcomes } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Clause, TokTest } from '../../clause.ts';
import { patientCodes } from '../../extract/patient-codes.ts';
import { furtherSystem } from '../../keys.ts';
import { holders, type Parameter } from '../../parameters/parameter.ts';
import { targetsOf } from '../../parameters/targets.ts';
import { withoutEscapes } from '../../query/values.ts';
import type { ReadingContext, SearchType } from '../search-type.ts';
import { readToken } from '../token/token.ts';
import { partialClause } from '../uri/partial.ts';
import { extractReference } from './extract.ts';
import { type ReferenceText, readReference } from './reference-text.ts';

export const reference: SearchType = {
  extract: extractReference,
  modifiers: ['identifier', '[type]', 'above', 'below'],
  clause: (text, context): Clause => {
    if (context.modifier === 'identifier') return identifierClause(text, context);
    const value = withoutEscapes(text);
    return partial(value, context) ?? { kind: 'tok', any: targetTests(value, context) };
  },
};

/** Only canonicals have a path to compare; hierarchies of resources (`partOf`) are not followed. */
function partial(value: string, context: ReadingContext): Clause | undefined {
  const { parameter, modifier, name } = context;
  const found = partialClause(value, 'reference', context);
  if (found && !parameter.dataTypes.has('canonical') && !parameter.dataTypes.has('uri'))
    throw outcomes.badRequest(
      `${name}: :${modifier} is understood on canonicals; hierarchies of resources are not followed.`,
    );
  return found;
}

function targetTests(value: string, context: ReadingContext): TokTest[] {
  const { modifier, parameter } = context;
  if (!isId(value)) {
    const read = readReference(value, context.bases);
    if (modifier && read.type !== modifier)
      throw outcomes.badRequest(`${context.name}: "${value}" is no ${modifier}; give its id alone.`);
    if (!couldRefer(value, read, context.parameter))
      context.impossible(
        `${context.name}: "${value}" is no reference; write an id, Type/id (a type of resource) or an absolute URL.`,
      );
    return tests({ type: read.type, key: read.versioned ?? read.key }, context);
  }
  const types = modifier ? [modifier] : targetsOf(parameter.definition);
  return types.flatMap((type) => tests({ type, key: `${type}/${value}` }, context));
}

/** Canonicals and uris may be any text without spaces. */
function couldRefer(value: string, read: ReferenceText, { dataTypes }: Parameter): boolean {
  if (/\s/.test(value)) return false;
  if (read.local || dataTypes.has('canonical') || dataTypes.has('uri')) return true;
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value);
}

/** The rows for a target: under the parameter that references to its type are routed to. */
function tests(
  { type, key }: { type: string | undefined; key: string },
  { parameter, keys }: ReadingContext,
): TokTest[] {
  const owners = parameter.parts.map((part) => (type && part.routes.get(type)) || part);
  return [...new Set(owners)].map((owner) => ({
    h: keys.of('reference', owner, key),
    narrow: true,
    ...(owner.code === patientCodes.patient && /^Patient\/[^/#]+$/.test(key) && { patient: keys.resource(key) }),
  }));
}

function identifierClause(value: string, { parameter, keys, name }: ReadingContext): Clause {
  const { system, code } = readToken(value, name);
  if (code === undefined) throw outcomes.badRequest(`${name}: "${value}" has no identifier after the |.`);
  const sys = system === undefined ? undefined : keys.system(system === '' ? undefined : system);
  const any = holders(parameter).map((owner: Parameter) => ({
    h: keys.of('identifier', owner, code),
    ...(sys !== undefined && { systems: [sys, furtherSystem(sys)] }),
  }));
  return { kind: 'tok', any };
}

/** True for `:Patient` on a parameter that may refer to Patients. */
export function isTypeModifier(modifier: string, parameter: Parameter): boolean {
  return isResourceType(modifier) && targetsOf(parameter.definition).includes(modifier);
}
