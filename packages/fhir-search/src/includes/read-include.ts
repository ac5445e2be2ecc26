/** Reads `Observation:patient:Patient`, `Observation:*`, `*`. https://hl7.org/fhir/R4/search.html#include */
import { outcomes } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { holders, linksOf } from '../parameters/parameter.ts';
import { targetsOf } from '../parameters/targets.ts';
import type { QueryContext } from '../query/context.ts';
import { waiting } from '../query/criteria.ts';
import type { IncludePlan } from './include.ts';

export interface WrittenInclude {
  readonly reverse: boolean;
  readonly modifier: string | undefined;
  readonly value: string;
}

/** @throws OutcomeError 400 `not-supported` for an include that names nothing known. */
export function readInclude({ reverse, modifier, value }: WrittenInclude, context: QueryContext): IncludePlan {
  const written = `${reverse ? '_revinclude' : '_include'}=${value}`;
  // `:recurse` is what `:iterate` was called before R4.
  if (modifier !== undefined && modifier !== 'iterate' && modifier !== 'recurse')
    throw outcomes.badRequest(`${written}: the modifier :${modifier} is not known here; understood: :iterate.`);
  const [source = '', code, target, ...more] = value.split(':');
  const plan = { reverse, iterate: modifier !== undefined };
  const all = { ...plan, parameters: undefined, links: ['place', 'canonical'] as const };
  if (value === '*') return { ...all, source: undefined, target: undefined };
  if (more.length > 0 || code === undefined || code === '')
    throw outcomes.badRequest(`${written} must be Type:parameter or Type:parameter:TargetType, or *.`);
  for (const type of [source, target])
    if (type !== undefined && !isResourceType(type))
      throw outcomes.badRequest(`${written}: "${type}" is no resource type.`);
  if (code === '*') return { ...all, source, target };
  const parameter = context.registry.of(source).get(code);
  if (parameter && !context.isActive(parameter)) throw waiting(parameter, { written, context });
  if (parameter?.definition.type !== 'reference')
    throw outcomes.notSupported(
      `${written}: ${source} has no reference parameter "${code}". Known: ${referencesOf(source, context)}.`,
    );
  if (target !== undefined && !targetsOf(parameter.definition).includes(target))
    throw outcomes.badRequest(
      `${written}: ${code} does not refer to ${target}; it refers to ${targetsOf(parameter.definition).join(', ')}.`,
    );
  const targets = parameter.definition.target ?? [];
  return {
    ...plan,
    source,
    parameters: holders(parameter).map((one) => one.id),
    tellsSource: holders(parameter).every((one) => one.type === source),
    links: linksOf(parameter),
    target: target ?? (targets.length === 1 ? targets[0] : undefined),
  };
}

function referencesOf(type: string, { registry, isActive }: QueryContext): string {
  const known = [...registry.of(type).values()].filter(
    (parameter) => parameter.definition.type === 'reference' && isActive(parameter),
  );
  return (
    known
      .map((parameter) => parameter.code)
      .sort()
      .join(', ') || 'none'
  );
}
