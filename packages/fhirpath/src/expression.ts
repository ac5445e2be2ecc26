/** Expressions, parsed and compiled once, evaluated many times. */
import { compileAst } from './compile.ts';
import { parse } from './parse/parse.ts';
import { type Environment, startRun } from './run.ts';
import { checkNames } from './strict.ts';
import type { FhirElement } from './values/element.ts';
import { singleBoolean } from './values/system.ts';
import type { Collection } from './values/value.ts';

export interface Expression {
  readonly text: string;
  /** @throws FhirPathError of kind `execution`. */
  readonly evaluate: (context: Collection, environment?: Environment) => Collection;
  /** The answer as a boolean, as invariants and `where` take it: empty is undefined, a single item that is no boolean true. */
  readonly test: (context: FhirElement, environment?: Environment) => boolean | undefined;
}

export interface CompileOptions {
  /** The type of the context, or all it may have: names that no element can have are refused. */
  readonly strict?: string | readonly string[];
}

/** @throws FhirPathError of kind `syntax` or `semantic`. */
export function compile(text: string, { strict }: CompileOptions = {}): Expression {
  const ast = parse(text);
  if (strict !== undefined) checkNames(ast, typeof strict === 'string' ? [strict] : strict);
  const run = compileAst(ast);
  return {
    text,
    evaluate: (context, environment = {}) => run(startRun(context, environment)),
    test: (context, environment = {}) => singleBoolean(run(startRun([context], environment)), 'The expression'),
  };
}
