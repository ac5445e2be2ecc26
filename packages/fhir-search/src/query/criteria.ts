/** One search parameter of a query as a clause on resources of some types. */
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { anyOf, type Clause, type Group, type Holder } from '../clause.ts';
import { holders, isSearchable, type LinkKind, linksOf, type Parameter } from '../parameters/parameter.ts';
import { everyType } from '../parameters/registry.ts';
import { targetsOf } from '../parameters/targets.ts';
import { specials } from '../special/index.ts';
import { searchTypes } from '../types/index.ts';
import { isTypeModifier } from '../types/reference/reference.ts';
import { agreed, type Impossible } from './agreed.ts';
import type { QueryContext } from './context.ts';
import { type ParameterName, readName } from './name.ts';
import { codesOfPatient } from './patient-code.ts';
import { valuesOf } from './values-of.ts';

/** A parameter as it is written, on resources of `types` (undefined: all). */
export interface Criterion {
  readonly types: readonly string[] | undefined;
  /** What is still to be read of the name. */
  readonly name: string;
  readonly value: string;
  /** The whole name, for messages. */
  readonly written: string;
  /** Links of a chain so far. */
  readonly depth: number;
}

/** @throws OutcomeError 400 `not-supported`: no such parameter; other codes: it makes no sense. */
export function criterionClause(criterion: Criterion, context: QueryContext): Clause {
  const name = readName(criterion.name);
  if (!name && /^[^.:]+:[^.]+:/.test(criterion.name) && !criterion.name.startsWith('_has:'))
    throw outcomes.badRequest(`${criterion.written} has more than one modifier; give one.`);
  if (!name) throw outcomes.notSupported(`"${criterion.written}" is no search parameter.`);
  if (name.kind === 'has') return hasClause(name, criterion, context);
  if (name.kind === 'chain') return chainClause(name, criterion, context);
  const special = Object.hasOwn(specials, name.code) ? specials[name.code] : undefined;
  if (special) return special(name.modifier, criterion, context);
  return plainClause(name, criterion, context);
}

function plainClause(name: ParameterName & { kind: 'plain' }, criterion: Criterion, context: QueryContext): Clause {
  const parameters = parametersNamed(name.code, criterion, context);
  if (name.modifier === 'missing') return missingClause(parameters, criterion);
  for (const parameter of parameters) checkModifier(name.modifier, parameter, criterion);
  const values = valuesOf(criterion, context, parameters.length);
  const objections = new Map(values.map((value) => [value, agreed(parameters.length, context.impossible)]));
  const clause = anyOf(
    parameters.flatMap((parameter) =>
      (searchTypes[parameter.definition.type]!.loosest?.(values, criterion.written) ?? values).map((value) =>
        valueClause(value, { parameter, modifier: name.modifier, impossible: objections.get(value)!() }),
      ),
    ),
  );
  return name.modifier === 'not' ? { kind: 'not', of: clause } : clause;

  function valueClause(
    value: string,
    {
      parameter,
      modifier,
      impossible,
    }: { parameter: Parameter; modifier?: string | undefined; impossible: Impossible },
  ): Clause {
    const { keys, bases, now } = context;
    const type = searchTypes[parameter.definition.type]!;
    const read = (code: string, part: string): Clause =>
      valueClause(part, { parameter: context.registry.of(parameter.type).get(code)!, impossible });
    const made = type.clause(value, {
      parameter,
      modifier,
      keys,
      bases,
      now,
      impossible,
      name: criterion.written,
      read,
    });
    return parameter.type === everyType ? onEveryType(made) : made;
  }
}

function onEveryType(clause: Clause): Clause {
  return clause.kind === 'tok' || clause.kind === 'row' ? { ...clause, everyType: true } : clause;
}

/** The parameter on each of the types. */
export function parametersNamed(code: string, { types, written }: Criterion, context: QueryContext): Parameter[] {
  const found = (types ?? [everyType]).map((type) => {
    const parameter = context.registry.of(type).get(code);
    if (!parameter || !isSearchable(parameter)) throw unknown(code, { type, written, context });
    if (!context.isActive(parameter)) throw waiting(parameter, { written, context });
    return parameter;
  });
  return [...new Set(found)];
}

/** It was added, but older resources would be missed. Refused also when lenient: left out, it would find everything. */
export function waiting(parameter: Parameter, { written, context }: { written: string; context: QueryContext }) {
  const share = context.share(parameter);
  const far = share === undefined ? '' : `, which is at ${Math.floor(share * 100)} %`;
  const diagnostics = `"${written}": ${parameter.code} is not yet searchable on ${parameter.type}, not before its index is complete${far}. Try again later.`;
  return new OutcomeError(400, [{ severity: 'error', code: 'transient', diagnostics }]);
}

function isWaiting(error: unknown): boolean {
  return error instanceof OutcomeError && error.issues.some(({ code }) => code === 'transient');
}

function unknown(code: string, { type, written, context }: { type: string; written: string; context: QueryContext }) {
  const special = Object.keys(specials).filter((one) => context.fullText || (one !== '_text' && one !== '_content'));
  const own = [...context.registry.of(type).values()]
    .filter((parameter) => isSearchable(parameter) && context.isActive(parameter))
    .map((parameter) => parameter.code);
  const known = [...special, ...own];
  const on = type === everyType ? 'all types of resource' : type;
  return outcomes.notSupported(
    `"${code}"${code === written ? '' : ` in "${written}"`} is no search parameter of ${on}. Known: ${known.sort().join(', ')}.`,
  );
}

/** A server must refuse modifiers that it does not understand. */
function checkModifier(modifier: string | undefined, parameter: Parameter, { written }: Criterion): void {
  if (modifier === undefined) return;
  const { modifiers } = searchTypes[parameter.definition.type]!;
  if (modifiers.includes(modifier)) return;
  if (modifiers.includes('[type]') && isTypeModifier(modifier, parameter)) return;
  const terminology = ['in', 'not-in', 'above', 'below'].includes(modifier) && parameter.definition.type === 'token';
  const reason = terminology
    ? ' needs a terminology service, which this server does not have yet'
    : ' is not known here';
  const targets = modifiers.includes('[type]') ? `, :${targetsOf(parameter.definition).join(', :')}` : '';
  const understood = ['missing', ...modifiers.filter((one) => one !== '[type]')].map((one) => `:${one}`).join(', ');
  throw outcomes.badRequest(
    `${written}: the modifier :${modifier}${reason}. Understood on a ${parameter.definition.type} parameter: ${understood}${targets}.`,
  );
}

function missingClause(parameters: readonly Parameter[], { value, written }: Criterion): Clause {
  if (value !== 'true' && value !== 'false') throw outcomes.badRequest(`${written} must be true or false.`);
  const present: Clause = { kind: 'present', parameters: parameters.flatMap(holders).map((parameter) => parameter.id) };
  return value === 'true' ? { kind: 'not', of: present } : present;
}

function chainClause(name: ParameterName & { kind: 'chain' }, criterion: Criterion, context: QueryContext): Clause {
  const parameters = parametersNamed(name.code, criterion, context);
  const targets = [...new Set(parameters.flatMap((parameter) => chainTargets(parameter, name.modifier, criterion)))];
  const { written } = criterion;
  const { revision } = context;
  const further = { ...criterion, name: name.rest, depth: criterion.depth + 1 };
  const group = groupOn(targets, further, among(context, false));
  const others = linked('chain', parameters, { group, written, revision });
  const placed = parameters.filter((parameter) => linksOf(parameter).includes('place'));
  if (placed.length === 0) return others;
  if (revision < 4) {
    context.incomplete(
      `${written}: contained resources are looked into when the index has been made again; see \`charthouse jobs\`.`,
    );
    return others;
  }
  const inner = groupOn(targets, further, { ...among(context, true), spent: { ...context.spent } });
  return anyOf([others, { kind: 'chain', holders: placed.flatMap(holdersOf), group: { ...inner, contained: true } }]);
}

/** Of contained resources (true), or of the others. */
export function among(context: QueryContext, isContained: boolean): QueryContext {
  return { ...context, isContained, keys: context.keys.on(isContained) };
}

interface Linking {
  readonly group: Group;
  readonly written: string;
  readonly revision: number;
}

/** By place, by canonical url, or by either. */
function linked(
  kind: 'chain' | 'has',
  parameters: readonly Parameter[],
  { group, written, revision }: Linking,
): Clause {
  const by = (link: LinkKind) => parameters.filter((parameter) => linksOf(parameter).includes(link));
  const [placed, named] = [by('place'), by('canonical')];
  if (named.length > 0 && revision < 3)
    throw outcomes.notSupported(
      `${written}: canonical references are followed when the index has been made again; see \`charthouse jobs\`.`,
    );
  const on = (own: readonly Parameter[]) => ({ kind, holders: own.flatMap(holdersOf), group }) as const;
  return anyOf([
    ...(placed.length > 0 ? [on(placed)] : []),
    ...(named.length > 0 ? [{ ...on(named), canonical: true as const }] : []),
  ]);
}

function holdersOf(parameter: Parameter): Holder[] {
  return holders(parameter).map(({ id, type, code }) => ({ id, type, code }));
}

function chainTargets(parameter: Parameter, modifier: string | undefined, { written }: Criterion): readonly string[] {
  if (parameter.definition.type !== 'reference')
    throw outcomes.badRequest(`${written}: ${parameter.code} is no reference and cannot be chained.`);
  const targets = targetsOf(parameter.definition);
  if (modifier === undefined) return targets;
  if (targets.includes(modifier)) return [modifier];
  throw outcomes.badRequest(
    `${written}: ${parameter.code} does not refer to ${modifier}; it refers to ${targets.join(', ')}.`,
  );
}

/** Of the types those that know the parameter; it must be known on one. */
function groupOn(
  types: readonly string[],
  criterion: Criterion,
  context: QueryContext,
): { types: string[]; clauses: Clause[] } {
  if (criterion.depth > context.chainLimit)
    throw outcomes.tooCostly(
      `${criterion.written} has more than ${context.chainLimit} links; that is the most allowed.`,
    );
  const clauses: { type: string; clause: Clause }[] = [];
  let refused: unknown;
  const objections = new Map<string, string>();
  for (const type of types) {
    const impossible = (message: string) => objections.set(type, message);
    try {
      clauses.push({ type, clause: criterionClause({ ...criterion, types: [type] }, { ...context, impossible }) });
    } catch (error) {
      if (refused === undefined || isUnsupported(refused)) refused = error;
      if (types.length === 1 || isWaiting(error) || isTooCostly(error)) throw error;
    }
  }
  if (clauses.length === 0) throw refused;
  if (clauses.every(({ type }) => objections.has(type))) context.impossible(objections.get(clauses[0]!.type)!);
  return { types: clauses.map(({ type }) => type), clauses: [joined(clauses)] };
}

/** On the type at hand as on the others: never a reason to leave out one. */
function isTooCostly(error: unknown): boolean {
  return error instanceof OutcomeError && error.issues.some((issue) => issue.code === 'too-costly');
}

/** That a type does not know the parameter says less than that its value makes no sense. */
function isUnsupported(error: unknown): boolean {
  return error instanceof OutcomeError && error.issues.every(({ code }) => code === 'not-supported');
}

function joined(clauses: readonly { type: string; clause: Clause }[]): Clause {
  if (clauses.length === 1) return clauses[0]!.clause;
  const mixed = clauses.some(({ clause }) => clause.kind !== 'tok' && clause.kind !== 'row');
  if (!mixed) return anyOf(clauses.map(({ clause }) => clause));
  return anyOf(clauses.map(({ type, clause }) => ({ kind: 'all', of: [{ kind: 'type', types: [type] }, clause] })));
}

function hasClause(name: ParameterName & { kind: 'has' }, criterion: Criterion, context: QueryContext): Clause {
  const { type, code, rest } = name;
  const { written } = criterion;
  if (!isResourceType(type)) throw outcomes.badRequest(`${written}: ${type} is no resource type.`);
  const [parameter] = parametersNamed(code, { ...criterion, types: [type] }, context) as [Parameter];
  if (parameter.definition.type !== 'reference') throw outcomes.badRequest(`${written}: ${code} is no reference.`);
  const targets = targetsOf(parameter.definition);
  const reached = criterion.types?.some((own) => targets.includes(own)) ?? true;
  if (!reached)
    throw outcomes.badRequest(`${written}: ${type}.${code} does not refer to ${criterion.types?.join(', ')}.`);
  const group = groupOn([type], { ...criterion, name: rest, depth: criterion.depth + 1 }, among(context, false));
  const made = linked('has', [parameter], { group, written, revision: context.revision });
  const isPatients = criterion.types?.length === 1 && criterion.types[0] === 'Patient' && !context.isContained;
  const codes = isPatients
    ? codesOfPatient({ type, reference: code, name: rest, value: criterion.value }, context)
    : undefined;
  return codes && made.kind === 'has' ? { ...made, codes } : made;
}
