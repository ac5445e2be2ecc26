/** What FHIR adds to FHIRPath. https://hl7.org/fhir/R4/fhirpath.html#functions */
import { isObject } from '@charthouse/fhir-model';
import { failed } from '../error.ts';
import { addChildren, FhirElement, resourceElement } from '../values/element.ts';
import { single, singleText } from '../values/system.ts';
import { type Collection, none, truth } from '../values/value.ts';
import { eager, type FunctionDefinition, notAvailable, plain } from './definition.ts';
import { resolved } from './resolve.ts';

function extensions(input: Collection, url: string | undefined): FhirElement[] {
  const all: FhirElement[] = [];
  for (const value of input) if (value instanceof FhirElement) addChildren(value, 'extension', all);
  return all.filter(({ value }) => isObject(value) && value.url === url);
}

function hasValue(input: Collection): boolean {
  const [value] = input;
  if (input.length !== 1 || value === undefined) return false;
  if (!(value instanceof FhirElement)) return true;
  return value.type.kind === 'primitive-type' && value.value !== undefined;
}

export const fhir: readonly FunctionDefinition[] = [
  eager('extension', [1, 1], (input, [url]) => extensions(input, singleText(url!, 'The url of extension()'))),
  plain('hasValue', (input) => truth(hasValue(input))),
  plain('getValue', (input) => {
    const [value] = input;
    if (!hasValue(input) || value === undefined) return none;
    return [value instanceof FhirElement ? (value.value as string | number | boolean) : value];
  }),
  plain('resolve', (input, run) => {
    const out: FhirElement[] = [];
    for (const value of input) {
      const found = resolved(value, run);
      if (found) out.push(found);
    }
    return out;
  }),
  eager('memberOf', [1, 1], (input, [valueSet], { environment }) => {
    const value = single(input, 'memberOf()');
    const url = singleText(valueSet!, 'The value set of memberOf()');
    if (value === undefined || url === undefined) return none;
    const test = environment.memberOf ?? notAvailable('memberOf()');
    if (!(value instanceof FhirElement || typeof value === 'string')) return none;
    const member = test(value, url);
    if (member === undefined) throw failed(`The codes of the value set ${url} are not known here.`);
    return truth(member);
  }),
  ...(['subsumes', 'subsumedBy'] as const).map((name) =>
    eager(name, [1, 1], (input, [other], { environment }) => {
      const [a, b] = [single(input, `${name}()`), single(other!, `${name}()`)];
      if (!(a instanceof FhirElement) || !(b instanceof FhirElement)) return none;
      const test = environment.subsumes ?? notAvailable(`${name}()`);
      return truth(name === 'subsumes' ? test(a, b) : test(b, a));
    }),
  ),
  eager('conformsTo', [1, 1], (input, [profile], { environment }) => {
    const value = single(input, 'conformsTo()');
    const url = singleText(profile!, 'The profile of conformsTo()');
    if (!(value instanceof FhirElement) || url === undefined) return none;
    const answer = conforms(value, url) ?? environment.conformsTo?.(value, url);
    if (answer === undefined) throw failed(`The profile ${url} is not known here.`);
    return truth(answer);
  }),
  eager('checkModifiers', [0, 99], (input, known) => {
    const urls = new Set(known.map((url) => singleText(url, 'checkModifiers()')));
    const found: FhirElement[] = [];
    for (const value of input) if (value instanceof FhirElement) addChildren(value, 'modifierExtension', found);
    const foreign = found.find(({ value }) => isObject(value) && !urls.has(String(value.url)));
    if (foreign) throw failed('There is a modifier extension that the expression does not know.');
    return input;
  }),
  plain('htmlChecks', (input) => truth(input.length > 0 ? true : undefined)),
];

const base = 'http://hl7.org/fhir/StructureDefinition/';

/** The profile of a type of the base specification itself. */
function conforms({ type, value }: FhirElement, profile: string): boolean | undefined {
  if (!profile.startsWith(base)) return undefined;
  const name = profile.slice(base.length);
  for (let own: FhirElement['type'] | undefined = type; own; own = own.base) if (own.name === name) return true;
  return isObject(value) && resourceElement({ resourceType: name }) ? false : undefined;
}
