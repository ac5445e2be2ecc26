/** Parts of an expression that need no resource are evaluated once. */
import type { Ast } from './parse/ast.ts';
import type { Evaluate, Units } from './run.ts';
import type { Collection } from './values/value.ts';

/** Functions that ask the world, or change what the next step sees. */
const outward = new Set([
  'now', 'today', 'timeOfDay', 'trace', 'resolve', 'memberOf', 'subsumes', 'subsumedBy', 'conformsTo', 'defineVariable',
]); // biome-ignore format: one table

export function isConstant(ast: Ast): boolean {
  switch (ast.kind) {
    case 'literal':
    case 'empty':
      return true;
    case 'sign':
      return isConstant(ast.operand);
    case 'binary':
      return isConstant(ast.left) && isConstant(ast.right);
    case 'type':
      return isConstant(ast.left);
    case 'item':
      return isConstant(ast.left) && isConstant(ast.index);
    case 'dot':
      return isConstant(ast.left) && isConstantStep(ast.right);
    default:
      return false;
  }
}

function isConstantStep(step: Ast): boolean {
  if (step.kind === 'member') return true;
  if (step.kind !== 'call' || outward.has(step.name)) return false;
  return step.name === 'is' || step.name === 'as' || step.name === 'ofType' || step.args.every(isConstant);
}

const ofRun = new Set(['resource', 'rootResource', 'context']);

/** A path from the resource that is the same for every item gone through: `%resource.snapshot.element.first()`. */
export function isOfRun(ast: Ast): boolean {
  if (ast.kind === 'dot') return isConstantStep(ast.right) && isOfRun(ast.left);
  return ast.kind === 'variable' && ofRun.has(ast.name);
}

export function oncePerRun(evaluate: Evaluate): Evaluate {
  return (run) => {
    const known = run.kept?.get(evaluate);
    if (known) return known;
    const answer = evaluate(run);
    run.kept ??= new Map();
    run.kept.set(evaluate, answer);
    return answer;
  };
}

/** Keeps the answer; it depends on the units that are known and on nothing else. Errors are not kept. */
export function once(evaluate: Evaluate): Evaluate {
  let answer: Collection | undefined;
  let units: Units | undefined;
  return (run) => {
    if (answer === undefined || units !== run.environment.units) {
      answer = evaluate(run);
      units = run.environment.units;
    }
    return answer;
  };
}
