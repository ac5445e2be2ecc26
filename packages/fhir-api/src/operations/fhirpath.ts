/** Evaluates FHIRPath as the engines of the FHIRPath Lab do. https://github.com/brianpos/fhirpath-lab/blob/master/server-api.md */
import { isObject, type JsonValue, outcomes, withLiterals } from '@charthouse/fhir-model';
import {
  type Collection,
  compile,
  type Environment,
  type Expression,
  FhirElement,
  FhirPathError,
  resourceElement,
  typeInfo,
  type Value,
} from '@charthouse/fhirpath';
import { literalFinder } from '../bundle/entry-literals.ts';
import type { Call } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import { resolveFrom } from '../resolving.ts';
import { type Literals, type Part, partOf, pathSubject } from './fhirpath-parts.ts';
import { inputOf, type Operation, type OperationParameter, parametersOf } from './operation.ts';

const values = (use: OperationParameter['use']): OperationParameter[] => [
  { name: 'value', use, min: 0, max: '*', type: 'Element' },
];

export const fhirpath: Operation = {
  definition: {
    id: 'fhirpath',
    code: 'fhirpath',
    title: 'Evaluate FHIRPath',
    description:
      'Evaluates an expression on a resource, once or for each item of a context. Each "result" has one part per item, named by its type, and one part "trace" per trace(). Nothing is stored.',
    parameter: [
      { name: 'expression', use: 'in', min: 1, max: '1', type: 'string' },
      { name: 'context', use: 'in', min: 0, max: '1', type: 'string' },
      { name: 'resource', use: 'in', min: 0, max: '1', type: 'Resource', documentation: 'Absent: the one of the URL.' },
      { name: 'variables', use: 'in', min: 0, max: '1', documentation: 'Values by their names.', part: values('in') },
      { name: 'parameters', use: 'out', min: 1, max: '1', documentation: 'What was evaluated.', part: values('out') },
      { name: 'result', use: 'out', min: 0, max: '*', documentation: 'What a context gave.', part: values('out') },
    ],
  },
  levels: ['system', 'type', 'instance'],
  affectsState: false,
  async handle(call, parts) {
    const text = inputOf(call, 'expression');
    if (!text) throw outcomes.badRequest('The parameter "expression" is missing.', 'Parameters.parameter');
    const context = inputOf(call, 'context');
    const { value: resource, literals: read } = await pathSubject(call, parts);
    const root = isObject(resource) ? resourceElement(resource, read) : undefined;
    if (!isObject(resource) || !root)
      throw outcomes.badRequest('The resource needs a "resourceType" of FHIR R4.', 'Parameters.parameter');
    if (call.type !== undefined && root.type.name !== call.type)
      throw outcomes.badRequest(`The URL is for ${call.type}, but the resource is a ${root.type.name}.`);
    const asked: Part[] = [
      { name: 'evaluator', valueString: `Charthouse ${parts.version} (R4)` },
      ...(context === undefined ? [] : [{ name: 'context', valueString: context }]),
      { name: 'expression', valueString: text },
      { name: 'resource', resource },
    ];
    const steps = Math.min(mostSteps, `${text} ${context ?? ''}`.split('resolve(').length - 1);
    const resolve = await resolveFrom(resource, { parts, base: call.base, steps });
    const environment = { ...environmentOf(call, parts, root), resolve };
    const literals: Literals = { within: literalFinder(read), all: [...read] };
    const result = results({ text, context, root, environment, literals });
    const parameter: Part[] = [{ name: 'parameters', part: asked }, ...result];
    return {
      status: 200,
      body: withLiterals(literals.all, () => JSON.stringify({ resourceType: 'Parameters', id: 'fhirpath', parameter })),
    };
  },
};

/** Items that the evaluations of a request may go through together: well under a second. */
const limit = 1_000_000;
/** References one behind the other that are followed. */
const mostSteps = 4;

function environmentOf(call: Call, parts: ApiParts, root: FhirElement): Environment {
  return {
    budget: { left: limit },
    resource: root,
    rootResource: root,
    now: new Date(parts.now()).toISOString(),
    variables: variablesOf(call),
    ...(parts.units && { units: parts.units }),
    ...(parts.memberOf && { memberOf: parts.memberOf }),
    ...(parts.conformsTo && { conformsTo: parts.conformsTo }),
  };
}

function variablesOf(call: Call): Record<string, Collection> {
  const variables: Record<string, Collection> = {};
  for (const { part } of parametersOf(call.input, 'variables'))
    for (const one of Array.isArray(part) ? part : [])
      if (isObject(one) && typeof one.name === 'string')
        variables[one.name] = [...(variables[one.name] ?? []), ...variableOf(one)];
  return variables;
}

function variableOf(part: Readonly<Record<string, JsonValue | undefined>>): Collection {
  const key = Object.keys(part).find((name) => /^value[A-Z]/.test(name));
  const own = isObject(part.resource) ? resourceElement(part.resource) : undefined;
  if (key === undefined) return own ? [own] : [];
  const name = key.slice('value'.length);
  const type = typeInfo(name) ?? typeInfo(name[0]!.toLowerCase() + name.slice(1));
  return type ? [new FhirElement(type, part[key])] : [];
}

interface Evaluation {
  readonly text: string;
  readonly context: string | undefined;
  readonly root: FhirElement;
  readonly environment: Environment;
  /** Numbers of the resource as they were written; those of the answer are added. */
  readonly literals: Literals;
}

/** @throws OutcomeError 400 of an expression that is none, 422 of one that fails on this resource */
function results({ text, context, root, environment, literals }: Evaluation): Part[] {
  try {
    const expression = compile(text);
    if (context === undefined)
      return [{ name: 'result', part: evaluated(expression, [root], { environment, literals }) }];
    const items = compile(context).evaluate([root], environment);
    return items.map((item, at) => ({
      name: 'result',
      valueString: `${context}[${at}]`,
      part: evaluated(expression, [item], { environment, literals }),
    }));
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    const place = error.at === undefined ? '' : ` (character ${error.at + 1})`;
    if (error.kind === 'execution') throw outcomes.unprocessable(`${error.message}${place}`);
    throw outcomes.badRequest(`The expression cannot be read: ${error.message}${place}`);
  }
}

function evaluated(
  expression: Expression,
  context: Collection,
  { environment, literals }: Pick<Evaluation, 'environment' | 'literals'>,
): Part[] {
  const written = (item: Value) => partOf(item, literals);
  const traces: Part[] = [];
  const trace = (name: string, items: Collection) =>
    traces.push({ name: 'trace', valueString: name, part: items.map(written) });
  return [...expression.evaluate(context, { ...environment, trace }).map(written), ...traces];
}
