/** The known shapes of a function. */

import { failed } from '../error.ts';
import type { Ast } from '../parse/ast.ts';
import type { Evaluate, Invoke, Run } from '../run.ts';
import { singleOperand, singleText } from '../values/system.ts';
import type { Collection, SystemValue } from '../values/value.ts';
import { none } from '../values/value.ts';

export interface FunctionDefinition {
  readonly name: string;
  /** Fewest and most arguments. */
  readonly args: readonly [least: number, most: number];
  /** Makes the step; `args` are compiled and evaluated at will (`where` does so once for each item). */
  readonly make: (args: readonly Evaluate[], asts: readonly Ast[]) => Invoke;
  /** A sign before an argument is for the function to read (`sort(-date)`): it is left out of the compiled argument. */
  readonly signed?: boolean;
}

/** A function whose arguments are evaluated once, before it. */
export function eager(
  name: string,
  args: readonly [number, number],
  call: (input: Collection, args: readonly Collection[], run: Run) => Collection,
): FunctionDefinition {
  return {
    name,
    args,
    make: (own) => (input, run) =>
      call(
        input,
        own.map((arg) => arg(run)),
        run,
      ),
  };
}

/** A function of the whole input without arguments. */
export function plain(name: string, call: (input: Collection, run: Run) => Collection): FunctionDefinition {
  return { name, args: [0, 0], make: () => call };
}

/** A function of one system value; empty of none. */
export function ofOne(
  name: string,
  call: (value: SystemValue, run: Run) => SystemValue | undefined,
): FunctionDefinition {
  return plain(name, (input, run) => {
    const value = singleOperand(input, `${name}()`);
    const result = value === undefined ? undefined : call(value, run);
    return result === undefined ? none : [result];
  });
}

/** A function of text whose arguments are text too; empty where any of them is. */
export function ofText(
  name: string,
  count: number,
  call: (text: string, ...args: string[]) => SystemValue | readonly SystemValue[] | undefined,
): FunctionDefinition {
  return eager(name, [count, count], (input, args) => {
    const text = singleText(input, `${name}()`);
    const texts: string[] = [];
    for (const arg of args) {
      const own = singleText(arg, `The argument of ${name}()`);
      if (own === undefined) return none;
      texts.push(own);
    }
    const result = text === undefined ? undefined : call(text, ...texts);
    if (result === undefined) return none;
    return Array.isArray(result) ? result : [result as SystemValue];
  });
}

export function notAvailable(name: string): never {
  throw failed(`${name} is not available here.`);
}
