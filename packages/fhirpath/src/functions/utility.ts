/** Navigation of the tree, time, tracing, types. https://hl7.org/fhirpath/N1/#utility-functions */
import { failed } from '../error.ts';
import type { Run } from '../run.ts';
import { spend } from '../run.ts';
import { inOneUnit } from '../values/compare-quantities.ts';
import { addAllChildren, FhirElement } from '../values/element.ts';
import { dateOf, dateTimeOf, type Moment, timeOf } from '../values/moment.ts';
import { Quantity } from '../values/quantity.ts';
import { single, singleBoolean, singleSystem, singleText } from '../values/system.ts';
import { typeOf } from '../values/type-test.ts';
import { type Collection, none, truth } from '../values/value.ts';
import { eager, type FunctionDefinition, notAvailable, plain } from './definition.ts';

function children(input: Collection, run: Run): FhirElement[] {
  const out: FhirElement[] = [];
  for (const value of input) if (value instanceof FhirElement) addAllChildren(value, out);
  spend(run, out.length);
  return out;
}

function descendants(input: Collection, run: Run): Collection {
  const out: FhirElement[] = children(input, run);
  for (let at = 0; at < out.length; at++) {
    const before = out.length;
    addAllChildren(out[at]!, out);
    spend(run, out.length - before);
  }
  return out;
}

function moment(name: string, of: (now: string) => Moment | undefined): FunctionDefinition {
  return plain(name, (_input, { environment: { now } }) => {
    const value = now === undefined ? notAvailable(`${name}()`) : of(now);
    if (!value) throw failed('The time of the request is no ISO 8601 date and time.');
    return [value];
  });
}

export const utility: readonly FunctionDefinition[] = [
  plain('children', children),
  plain('descendants', descendants),
  moment('now', dateTimeOf),
  moment('today', (now) => dateOf(now.slice(0, 10))),
  moment('timeOfDay', (now) => timeOf(/T([\d:.]+)/.exec(now)?.[1] ?? '')),
  plain('type', (input) => input.map(typeOf)),
  plain('not', (input) => {
    const value = singleBoolean(input, 'not()');
    return value === undefined ? none : truth(!value);
  }),
  {
    name: 'trace',
    args: [1, 2],
    make:
      ([name, projection]) =>
      (input, run) => {
        const { trace } = run.environment;
        const label = singleText(name!(run), 'The name of trace()') ?? '';
        if (!trace) return input;
        const { self } = run;
        run.self = input;
        trace(label, projection ? projection(run) : input);
        run.self = self;
        return input;
      },
  },
  {
    name: 'iif',
    args: [2, 3],
    make:
      ([criterion, then, otherwise]) =>
      (input, run) => {
        if (input.length > 1) throw failed('iif() takes one item.');
        const { self } = run;
        if (input.length > 0) run.self = input;
        const decided = criterion!(run);
        const value = single(decided, 'The criterion of iif()');
        const met = value instanceof FhirElement ? value.value : value;
        if (met !== undefined && typeof met !== 'boolean')
          throw failed('The criterion of iif() must be true or false.');
        const result = met ? then!(run) : (otherwise?.(run) ?? none);
        run.self = self;
        return result;
      },
  },
  {
    name: 'defineVariable',
    args: [1, 2],
    make:
      ([name, value]) =>
      (input, run) => {
        const own = singleText(name!(run), 'The name of defineVariable()');
        if (own === undefined) throw failed('defineVariable() needs a name.');
        if (run.defined?.has(own)) throw failed(`The variable %${own} is defined already.`);
        const { self } = run;
        run.self = input;
        const held = value ? value(run) : input;
        run.self = self;
        run.defined = new Map([...(run.defined ?? []), [own, held]]);
        return input;
      },
  },
  eager('comparable', [1, 1], (input, [other], { environment }) => {
    const [a, b] = [singleSystem(input, 'comparable()'), singleSystem(other!, 'comparable()')];
    if (a === undefined || b === undefined) return none;
    return truth(
      a instanceof Quantity && b instanceof Quantity && inOneUnit([a, b], false, environment.units) !== undefined,
    );
  }),
];
