/**
 * Composites of the resource itself, such as `code-value-quantity`: their components have at most one element each, so a
 * component's system and unit can be left to the parameters of the components, and the rows of the composite be few.
 */
import type { JsonPath } from '../../expression/resolve.ts';
import type { Parameter } from '../../parameters/parameter.ts';

/** True when all components stand once in the resource. */
export function isWhole({ composites: [composite, ...others] }: Pick<Parameter, 'composites'>): boolean {
  if (!composite || others.length > 0 || composite.path.steps.length > 0) return false;
  return composite.components.every(({ paths }) => paths.length > 0 && paths.every((path) => isOnce(path, paths[0]!)));
}

function isOnce(path: JsonPath, first: JsonPath): boolean {
  return !path.many && path.element === first.element;
}

/** True when the composite says no more than its components together: no rows are needed. */
export function isConjunction(parameter: Pick<Parameter, 'composites'>): boolean {
  return isWhole(parameter) && parameter.composites[0]!.components.every((component) => component.isAll);
}
