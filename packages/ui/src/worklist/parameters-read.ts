/** A Parameters resource as plain values: https://hl7.org/fhir/R4/parameters.html */
import type { Parameters, ParametersParameter } from 'fhir/r4';

export type Value = string | number | boolean;

/** The values of the parts, by name; of several the last. */
export function partsOf({ part = [] }: ParametersParameter): Readonly<Record<string, Value>> {
  return Object.fromEntries(part.map((one) => [one.name, valueIn(one)]));
}

/** Everything called `name`. */
export function named({ parameter = [] }: Parameters, name: string): readonly ParametersParameter[] {
  return parameter.filter((one) => one.name === name);
}

export function valueIn(one: ParametersParameter): Value {
  const key = Object.keys(one).find((name) => name.startsWith('value')) as keyof ParametersParameter | undefined;
  return (key === undefined ? '' : one[key]) as Value;
}
