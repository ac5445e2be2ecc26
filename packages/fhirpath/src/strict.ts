/** Finds names that no element of the context's type can have, before anything is evaluated. */
import { FhirPathError } from './error.ts';
import type { Ast } from './parse/ast.ts';
import { isOfType, typeInfo } from './values/element.ts';

/** Possible types of the items; undefined: not known, anything goes. */
type Types = readonly string[] | undefined;

/** Functions whose answer are items of their input. */
const keeping = new Set([
  'where',
  'first',
  'last',
  'tail',
  'skip',
  'take',
  'single',
  'distinct',
  'trace',
  'exclude',
  'intersect',
  'sort',
]);
/** Functions that evaluate their arguments for each item. */
const iterating = new Set(['where', 'exists', 'all', 'select', 'sort']);

/** @throws FhirPathError of kind `semantic`. */
export function checkNames(ast: Ast, contextTypes: readonly string[]): void {
  typesOf(ast, contextTypes);
}

/** `self`: the types of `$this` where the expression starts. */
function typesOf(ast: Ast, self: Types): Types {
  switch (ast.kind) {
    case 'member':
      if (self?.some((type) => isTypeName(type, ast.name))) return self;
      return stepTypes(ast, self, self);
    case 'call':
      return stepTypes(ast, self, self);
    case 'scope':
      return ast.name === 'this' ? self : undefined;
    case 'dot':
      return stepTypes(ast.right, typesOf(ast.left, self), self);
    case 'item':
      typesOf(ast.index, self);
      return typesOf(ast.left, self);
    case 'sign':
      typesOf(ast.operand, self);
      return undefined;
    case 'binary': {
      const left = typesOf(ast.left, self);
      const right = typesOf(ast.right, self);
      return ast.operator === '|' && left && right ? [...left, ...right] : undefined;
    }
    case 'type':
      typesOf(ast.left, self);
      return ast.operator === 'as' && typeInfo(ast.type.name) ? [ast.type.name] : undefined;
    default:
      return undefined;
  }
}

function isTypeName(type: string, name: string): boolean {
  const info = typeInfo(type);
  return info !== undefined && isOfType(info, name);
}

function stepTypes(step: Ast, input: Types, self: Types): Types {
  if (step.kind === 'member') return childTypes(step, input);
  if (step.kind === 'scope') return typesOf(step, self);
  if (step.kind !== 'call') return undefined;
  const [first] = step.args;
  if (step.name === 'ofType' || step.name === 'as')
    return first?.kind === 'member' && typeInfo(first.name) ? [first.name] : undefined;
  if (step.name === 'is') return undefined;
  const argumentTypes = step.args.map((arg) => typesOf(arg, iterating.has(step.name) ? input : self));
  if (step.name === 'select') return argumentTypes[0];
  if (step.name === 'extension') return ['Extension'];
  return keeping.has(step.name) ? input : undefined;
}

function childTypes({ name, at }: Extract<Ast, { kind: 'member' }>, input: Types): Types {
  if (!input || input.length === 0) return undefined;
  const infos = input.map(typeInfo);
  if (infos.some((info) => info === undefined || info.name === 'Resource' || info.name === 'DomainResource'))
    return undefined;
  const found = infos.flatMap((info) => info?.children.get(name)?.alternatives ?? []).map(({ type }) => type);
  if (found.length === 0) throw new FhirPathError('semantic', `${input.join(' and ')} has no element ${name}.`, at);
  return [...new Set(found)];
}
