/** Environment variables. https://hl7.org/fhirpath/N1/#environment-variables, https://hl7.org/fhir/R4/fhirpath.html#variables */
import { FhirPathError } from './error.ts';
import type { Evaluate, Run } from './run.ts';
import type { Collection } from './values/value.ts';

const fixed: Readonly<Record<string, string>> = {
  sct: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
};

const own: Readonly<Record<string, (run: Run) => Collection>> = {
  context: (run) => run.context,
  resource: ({ environment, context }) => (environment.resource ? [environment.resource] : context),
  rootResource({ environment, context }) {
    const root = environment.rootResource ?? environment.resource;
    return root ? [root] : context;
  },
};

/** What is meant where the name ends at its hyphen. */
const hints = new Map([
  ['vs', ' The name of a value set is quoted: %`vs-name`.'],
  ['ext', ' The name of an extension is quoted: %`ext-name`.'],
]);

export function variable(name: string, at: number): Evaluate {
  const value = constant(name);
  if (value) return () => value;
  const builtIn = Object.hasOwn(own, name) ? own[name] : undefined;
  if (builtIn) return builtIn;
  return (run) => {
    const given = run.defined?.get(name) ?? run.environment.variables?.[name];
    if (given) return given;
    throw new FhirPathError('execution', `There is no variable %${name}.${hints.get(name) ?? ''}`, at);
  };
}

function constant(name: string): Collection | undefined {
  if (Object.hasOwn(fixed, name)) return [fixed[name]!];
  if (name.startsWith('vs-')) return [`http://hl7.org/fhir/ValueSet/${name.slice(3)}`];
  if (name.startsWith('ext-')) return [`http://hl7.org/fhir/StructureDefinition/${name.slice(4)}`];
  return undefined;
}
