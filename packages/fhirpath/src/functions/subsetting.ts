/** single, first, last … union, combine. https://hl7.org/fhirpath/N1/#subsetting */
import { distinct, holds } from '../values/equality.ts';
import { single, singleInteger } from '../values/system.ts';
import { none } from '../values/value.ts';
import { eager, type FunctionDefinition, plain } from './definition.ts';

export const subsetting: readonly FunctionDefinition[] = [
  plain('single', (input) => {
    single(input, 'single()');
    return input;
  }),
  plain('first', (input) => (input.length > 1 ? [input[0]!] : input)),
  plain('last', (input) => (input.length > 1 ? [input.at(-1)!] : input)),
  plain('tail', (input) => input.slice(1)),
  eager('skip', [1, 1], (input, [count]) => input.slice(Math.max(0, singleInteger(count!, 'skip()') ?? 0))),
  eager('take', [1, 1], (input, [count]) => input.slice(0, Math.max(0, singleInteger(count!, 'take()') ?? 0))),
  eager('intersect', [1, 1], (input, [other], { environment: { units } }) =>
    distinct(
      input.filter((value) => holds(other!, value, units)),
      units,
    ),
  ),
  eager('exclude', [1, 1], (input, [other], { environment: { units } }) =>
    input.filter((value) => !holds(other!, value, units)),
  ),
  eager('union', [1, 1], (input, [other], { environment: { units } }) => distinct([...input, ...other!], units)),
  eager('combine', [1, 2], (input, [other]) => [...input, ...other!]),
  eager('coalesce', [1, 9], (_input, args) => args.find((arg) => arg.length > 0) ?? none),
];
