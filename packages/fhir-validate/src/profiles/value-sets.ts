/** The codes of loaded value sets, as far as loaded code systems tell. https://hl7.org/fhir/R4/valueset.html#composition */

import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { codeSystems, valueSetSystems } from '@charthouse/fhir-model/code-systems';
import { requiredCodes, weakerCodes } from '@charthouse/fhir-model/definitions';
import { type Binding, type CodeRule, codeRule, listRule } from '../bindings/code-rule.ts';
import { filteredCodes } from '../terminology/filtered-codes.ts';
import type { ValidateCode } from '../terminology/terminology.ts';
import type { Conformance } from './conformance.ts';

/** Code system -> codes. */
type Codes = Map<string, Set<string>>;

/** The rule of a binding: from the definitions, else from what is loaded; undefined where not all codes are known. */
export function codesOfBinding(
  conformance: Conformance,
  validateCode: ValidateCode | undefined,
): (binding: Binding) => CodeRule | undefined {
  const known = new Map<string, CodeRule | undefined>();
  return (binding) => {
    const { valueSet, strength } = binding;
    const key = `${strength} ${valueSet}`;
    if (!known.has(key)) known.set(key, asked(binding, ruleOf(binding, conformance), validateCode));
    return known.get(key);
  };
}

/** What is loaded, and the contained resources of a definition by `#id`. */
export function withContained(conformance: Conformance, contained: JsonValue | undefined): Conformance {
  return {
    ...conformance,
    find: (type, canonical) =>
      canonical.startsWith('#')
        ? objects(contained).find(({ resourceType, id }) => resourceType === type && id === canonical.slice(1))
        : conformance.find(type, canonical),
  };
}

/** What the terminology service knows goes before what the definitions say. */
function asked(
  { valueSet, strength }: Binding,
  known: CodeRule | undefined,
  validateCode: ValidateCode | undefined,
): CodeRule | undefined {
  if (!validateCode || strength === 'example') return known;
  return {
    accepts: (code, system) => validateCode({ valueSet, system, code }) ?? known?.accepts(code, system) ?? true,
    due: known?.due ?? `in the value set ${valueSet}`,
    each: known?.each ?? false,
  };
}

function ruleOf(binding: Binding, conformance: Conformance): CodeRule | undefined {
  if (binding.strength === 'example') return undefined;
  const listed = codeRule(binding);
  if (listed) return listed;
  const url = binding.valueSet.split('|')[0]!;
  const known = requiredCodes[url] ?? weakerCodes[url];
  if (known) return listRule(url, known);
  const codes = expand(binding.valueSet, conformance, new Set());
  if (!codes) return systemRule(binding.valueSet, conformance);
  return listRule(url, Object.fromEntries([...codes].map(([system, own]) => [system, [...own]])));
}

/** Where the codes are not known, but their systems are: a code of another system is outside. */
function systemRule(canonical: string, conformance: Conformance): CodeRule | undefined {
  const url = canonical.split('|')[0]!;
  const set = conformance.find('ValueSet', canonical);
  const systems = set ? systemsNamed(set) : valueSetSystems[url];
  if (!systems) return undefined;
  return {
    accepts: (_code, system) => system === undefined || systems.includes(system),
    due: `in the value set ${url}, whose codes are of ${systems.join(', ')}`,
    each: false,
    partial: true,
  };
}

function systemsNamed({ compose }: JsonObject): readonly string[] | undefined {
  const includes = isObject(compose) ? objects(compose.include) : [];
  const systems = includes.map(({ system, valueSet }) => (valueSet === undefined ? system : undefined));
  return systems.length > 0 && systems.every((system) => typeof system === 'string') ? systems : undefined;
}

function expand(canonical: string, conformance: Conformance, path: ReadonlySet<string>): Codes | undefined {
  const set = conformance.find('ValueSet', canonical);
  if (!set || path.has(canonical)) return undefined;
  const { compose, expansion } = set;
  const within = new Set([...path, canonical]);
  if (!isObject(compose)) return isObject(expansion) ? listedCodes(expansion.contains) : undefined;
  const codes: Codes = new Map();
  for (const include of objects(compose.include)) {
    const own = included(include, conformance, within);
    if (!own) return isObject(expansion) ? listedCodes(expansion.contains) : undefined;
    for (const [system, list] of own) codes.set(system, new Set([...(codes.get(system) ?? []), ...list]));
  }
  for (const exclude of objects(compose.exclude)) {
    const own = included(exclude, conformance, within);
    if (!own) return undefined;
    for (const [system, list] of own) for (const code of list) codes.get(system)?.delete(code);
  }
  return codes;
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function included(include: JsonObject, conformance: Conformance, path: ReadonlySet<string>): Codes | undefined {
  const { system, concept, filter, valueSet } = include;
  let codes = typeof system === 'string' ? systemCodes(system, { concept, filter }, conformance) : undefined;
  if (typeof system === 'string' && !codes) return undefined;
  for (const url of Array.isArray(valueSet) ? valueSet : []) {
    const own = typeof url === 'string' ? expand(url, conformance, path) : undefined;
    if (!own) return undefined;
    codes = codes ? common(codes, own) : own;
  }
  return codes;
}

function common(left: Codes, right: Codes): Codes {
  return new Map(
    [...left].map(([system, codes]) => [system, new Set([...codes].filter((code) => right.get(system)?.has(code)))]),
  );
}

interface Part {
  readonly concept: JsonValue | undefined;
  readonly filter: JsonValue | undefined;
}

function systemCodes(system: string, { concept, filter }: Part, conformance: Conformance): Codes | undefined {
  if (concept !== undefined) return new Map([[system, new Set(objects(concept).map(({ code }) => String(code)))]]);
  const own = conformance.find('CodeSystem', system);
  const codes = own ? filteredCodes(own, objects(filter)) : filter === undefined ? ofSpecification(system) : undefined;
  return codes && new Map([[system, codes]]);
}

function ofSpecification(system: string): Set<string> | undefined {
  const own = Object.hasOwn(codeSystems, system) ? codeSystems[system] : undefined;
  return own && new Set(Object.keys(own));
}

function listedCodes(contains: JsonValue | undefined): Codes {
  const codes: Codes = new Map();
  const visit = (list: JsonValue | undefined): void => {
    for (const { system, code, abstract, contains: inner } of objects(list)) {
      if (typeof code === 'string' && abstract !== true) {
        const key = String(system ?? '');
        codes.set(key, (codes.get(key) ?? new Set()).add(code));
      }
      visit(inner);
    }
  };
  visit(contains);
  return codes;
}
