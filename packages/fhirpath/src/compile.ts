/** Turns a syntax tree into functions. https://hl7.org/fhirpath/N1/#expressions */
import { isConstant, isOfRun, once, oncePerRun } from './constant.ts';
import { FhirPathError, placed } from './error.ts';
import { functions } from './functions/index.ts';
import { negated } from './operators/arithmetic.ts';
import { operators } from './operators/index.ts';
import type { Ast, TypeName } from './parse/ast.ts';
import { literalValue } from './parse/literal.ts';
import { type Evaluate, type Invoke, spend } from './run.ts';
import { addChildren, FhirElement, isOfType, typeInfo } from './values/element.ts';
import { single, singleInteger, singleSystem } from './values/system.ts';
import { typeTest } from './values/type-test.ts';
import { type Collection, none, truth, type Value } from './values/value.ts';
import { variable } from './variables.ts';

type Of<Kind extends Ast['kind']> = Extract<Ast, { kind: Kind }>;

export function compileAst(ast: Ast): Evaluate {
  const evaluate = evaluation(ast);
  return ast.kind !== 'literal' && isConstant(ast) ? once(evaluate) : evaluate;
}

function evaluation(ast: Ast): Evaluate {
  switch (ast.kind) {
    case 'empty':
      return () => none;
    case 'literal': {
      const value: Collection = [literalValue(ast.literal, ast.at)];
      return () => value;
    }
    case 'variable':
      return variable(ast.name, ast.at);
    case 'scope':
      return scope(ast.name);
    case 'member':
      return root(ast);
    case 'call': {
      const invoke = invocation(ast);
      return located((run) => invoke(run.self, run), ast.at);
    }
    case 'dot':
      return isOfRun(ast) ? oncePerRun(dot(ast)) : dot(ast);
    case 'item':
      return located(item(ast), ast.at);
    case 'sign':
      return located(sign(ast), ast.at);
    case 'type':
      return located(typeOperator(ast), ast.at);
    case 'binary':
      return binary(ast);
  }
}

function scope(name: 'this' | 'index' | 'total'): Evaluate {
  if (name === 'this') return (run) => run.self;
  return name === 'index' ? (run) => [run.index] : (run) => run.total;
}

/** The first name of a path may be the type of the context. */
function root({ name }: Of<'member'>): Evaluate {
  const step = member(name);
  if (typeInfo(name) === undefined || !/^[A-Z]/.test(name)) return (run) => step(run.self, run);
  return (run) => {
    const [context] = run.self;
    if (context instanceof FhirElement && isOfType(context.type, name)) return run.self;
    return step(run.self, run);
  };
}

function member(name: string): Invoke {
  return (input, run) => {
    const out: FhirElement[] = [];
    for (let at = 0; at < input.length; at++) {
      const value = input[at];
      if (value instanceof FhirElement) addChildren(value, name, out);
      else if (value !== undefined) addSystemMember(value, name, out as Value[]);
    }
    if (out.length > many) spend(run, out.length >> 3); // long lists made again and again are what takes long
    return out.length === 0 ? none : out;
  };
}

/** Fewer children than this take no time worth counting. */
const many = 64;

/** `type().name`, and the parts of a quantity. */
function addSystemMember(value: Exclude<Value, FhirElement>, name: string, out: Value[]): void {
  if (typeof value !== 'object' || !Object.hasOwn(value, name)) return;
  const own = (value as unknown as Record<string, Value>)[name];
  if (own !== undefined) out.push(own);
}

function dot({ left, right }: Of<'dot'>): Evaluate {
  const from = compileAst(left);
  const step = invocation(right);
  const { at } = right;
  return (run) => {
    const input = from(run);
    try {
      return step(input, run);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

/** Errors say at which step of the expression they came up. */
function located(evaluate: Evaluate, at: number): Evaluate {
  return (run) => {
    try {
      return evaluate(run);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

function invocation(ast: Ast): Invoke {
  if (ast.kind === 'member') return member(ast.name);
  if (ast.kind === 'scope') {
    const own = scope(ast.name);
    return (_input, run) => own(run);
  }
  if (ast.kind === 'call') return call(ast);
  throw new FhirPathError('syntax', 'A name or a function is due behind the dot.', ast.at);
}

function call(ast: Of<'call'>): Invoke {
  const { name, args, at } = ast;
  if (name === 'is' || name === 'as' || name === 'ofType') return typeFunction(ast);
  const definition = functions.get(name);
  if (!definition) throw new FhirPathError('semantic', `There is no function ${name}().`, at);
  const [least, most] = definition.args;
  if (args.length < least || args.length > most)
    throw new FhirPathError(
      'semantic',
      `${name}() takes ${least === most ? least : `${least} to ${most}`} arguments.`,
      at,
    );
  return definition.make(
    args.map((arg) => compileAst(definition.signed && arg.kind === 'sign' ? arg.operand : arg)),
    args,
  );
}

function typeFunction({ name, args, at }: Of<'call'>): Invoke {
  const [type] = args;
  if (!type || args.length > 1) throw new FhirPathError('semantic', `${name}() takes one type.`, at);
  const test = typeTest(typeNameOf(type), { at, exact: name !== 'is' });
  if (name === 'ofType') return (input) => input.filter(test);
  return name === 'is' ? isOf(test) : asOf(test);
}

function typeNameOf(ast: Ast): TypeName {
  if (ast.kind === 'member') return { name: ast.name };
  if (ast.kind === 'dot' && ast.left.kind === 'member' && ast.right.kind === 'member')
    return { namespace: ast.left.name, name: ast.right.name };
  throw new FhirPathError('semantic', 'The name of a type is due here.', ast.at);
}

function isOf(test: (value: Value) => boolean): Invoke {
  return (input) => {
    const value = single(input, 'is');
    return value === undefined ? none : truth(test(value));
  };
}

function asOf(test: (value: Value) => boolean): Invoke {
  return (input) => {
    const value = single(input, 'as');
    return value !== undefined && test(value) ? input : none;
  };
}

function typeOperator({ operator, left, type, at }: Of<'type'>): Evaluate {
  const test = typeTest(type, { at, exact: operator === 'as' });
  const step = operator === 'is' ? isOf(test) : asOf(test);
  const from = compileAst(left);
  return (run) => step(from(run), run);
}

function item({ left, index }: Of<'item'>): Evaluate {
  const from = compileAst(left);
  const at = compileAst(index);
  return (run) => {
    const items = from(run);
    const position = singleInteger(at(run), 'An index');
    const value = position === undefined ? undefined : items[position];
    return value === undefined ? none : [value];
  };
}

function sign({ operator, operand }: Of<'sign'>): Evaluate {
  const from = compileAst(operand);
  return (run) => {
    const value = singleSystem(from(run), `The sign ${operator}`);
    const result = operator === '-' ? negated(value) : negated(negated(value));
    return result === undefined ? none : [result];
  };
}

/** Operators that fail on no operands. */
const sure: ReadonlySet<string> = new Set(['=', '!=', '~', '!~', '|']);

function binary({ operator, left, right, at }: Of<'binary'>): Evaluate {
  const evaluate = operators[operator](compileAst(left), compileAst(right));
  return sure.has(operator) ? evaluate : located(evaluate, at);
}
