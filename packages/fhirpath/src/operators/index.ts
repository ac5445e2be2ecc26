/** The registry of binary operators, over compiled operands. https://hl7.org/fhirpath/N1/#operations */
import type { BinaryOperator } from '../parse/ast.ts';
import type { Evaluate } from '../run.ts';
import { joined } from '../values/characters.ts';
import { distinct, equalCollections, equivalentCollections, holds } from '../values/equality.ts';
import { operand, single, singleBoolean, singleOperand } from '../values/system.ts';
import { none, type SystemValue, truth } from '../values/value.ts';
import { arithmetic } from './arithmetic.ts';
import { comparisons, order } from './comparison.ts';
import { connectives } from './logic.ts';

type Operator = (left: Evaluate, right: Evaluate) => Evaluate;

/** An operator on single system values; empty where either is. */
function onSingles(
  name: string,
  join: (left: SystemValue, right: SystemValue, run: Parameters<Evaluate>[0]) => SystemValue | undefined,
): Operator {
  return (left, right) => (run) => {
    const a = single(left(run), name);
    const b = single(right(run), name);
    if (a === undefined || b === undefined) return none;
    const [x, y] = [operand(a, name), operand(b, name)];
    if (x === undefined || y === undefined) return none;
    const result = join(x, y, run);
    return result === undefined ? none : typeof result === 'boolean' ? truth(result) : [result];
  };
}

function calculation(name: keyof typeof arithmetic): Operator {
  const calculate = arithmetic[name];
  return onSingles(name, (left, right, { environment }) => calculate(left, right, environment.units));
}

function comparison(name: keyof typeof comparisons): Operator {
  const holdsFor = comparisons[name];
  return onSingles(name, (left, right, { environment }) => {
    const own = order(left, right, environment.units);
    return own === undefined ? undefined : holdsFor(own);
  });
}

function connective(name: keyof typeof connectives): Operator {
  const { decided, joined } = connectives[name];
  return (left, right) => (run) => {
    const a = singleBoolean(left(run), name);
    return truth(decided(a) ?? joined(a, singleBoolean(right(run), name)));
  };
}

function equality(wanted: boolean): Operator {
  return (left, right) => (run) => {
    const equal = equalCollections(left(run), right(run), run.environment.units);
    return truth(equal === undefined ? undefined : equal === wanted);
  };
}

function equivalence(wanted: boolean): Operator {
  return (left, right) => (run) =>
    truth(equivalentCollections(left(run), right(run), run.environment.units) === wanted);
}

/** `in`; `contains` has the sides exchanged. */
const membership: Operator = (left, right) => (run) => {
  const value = single(left(run), 'in');
  if (value === undefined) return none;
  return truth(holds(right(run), value, run.environment.units));
};

export const operators: Readonly<Record<BinaryOperator, Operator>> = {
  '*': calculation('*'),
  '/': calculation('/'),
  div: calculation('div'),
  mod: calculation('mod'),
  '+': calculation('+'),
  '-': calculation('-'),
  '&': (left, right) => (run) => {
    const [a, b] = [singleOperand(left(run), '&'), singleOperand(right(run), '&')];
    return [joined(`${a ?? ''}`, `${b ?? ''}`)];
  },
  '|': (left, right) => (run) => distinct([...left(run), ...right(run)], run.environment.units),
  '<': comparison('<'),
  '<=': comparison('<='),
  '>': comparison('>'),
  '>=': comparison('>='),
  '=': equality(true),
  '!=': equality(false),
  '~': equivalence(true),
  '!~': equivalence(false),
  in: membership,
  contains: (left, right) => membership(right, left),
  and: connective('and'),
  or: connective('or'),
  xor: connective('xor'),
  implies: connective('implies'),
};
