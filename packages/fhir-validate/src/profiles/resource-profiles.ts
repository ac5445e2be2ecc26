/** A resource, and the resources in it, against the profiles they declare or are asked for; their extensions against their definitions. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { type Environment, type FhirElement, FhirPathError, resourceElement } from '@charthouse/fhirpath';
import { isMember } from '../bindings/coded.ts';
import { checkByDefinition } from '../definitions/index.ts';
import type { Findings } from '../findings.ts';
import { objects } from '../rules/bundle/entries.ts';
import { checkPlace } from '../surroundings/index.ts';
import type { ValidateCode } from '../terminology/terminology.ts';
import { wordsOfCode } from '../terminology/words-of-code.ts';
import { type ProfileCheck, type Strictness, TooCostly } from './check.ts';
import { checkElement } from './check-element.ts';
import { type Conformance, declaredProfiles, type Profile, ProfileError } from './conformance.ts';
import { checkProfile, conformsToAny } from './conforms.ts';
import { checkContextOf, checkExtension, type Owner } from './extensions.ts';
import { type Item, namedItems } from './items.ts';
import { notLoaded, requestedNotLoaded } from './not-loaded.ts';
import { outside, resolved, withIdentity } from './resolve.ts';
import { codesOfBinding, withContained } from './value-sets.ts';
import { vitalSignProfiles } from './vital-signs.ts';

export interface ProfileOptions {
  readonly conformance: Conformance;
  /** Profiles the outermost resource must conform to, beyond those it declares. */
  readonly requested: readonly string[];
  readonly strictness: Strictness;
  readonly validateCode: ValidateCode | undefined;
  /** The resource a reference to outside names, where it is to be had. */
  readonly resolve: ((reference: string) => JsonObject | undefined) | undefined;
}

/** Elements that one profile may look at on one resource before its check gives up. */
const elements = 500_000;

export function checkProfiles(resource: JsonObject, options: ProfileOptions, found: Findings): void {
  const root = resourceElement(resource);
  if (!root) return;
  const { conformance } = options;
  const shared = {
    conformance,
    found,
    codesOf: codesOfBinding(conformance, options.validateCode),
    codesAmong: (contained: JsonValue | undefined) =>
      codesOfBinding(withContained(conformance, contained), options.validateCode),
    wordsOf: wordsOfCode(conformance),
    strictness: options.strictness,
    active: new Map(),
    unknownExtensions: new Set<string>(),
    checkElement,
    budget: { left: elements },
  };
  checkResource(root, { container: root, bundle: resource, options, shared });
}

interface Surroundings {
  /** The resource that contains it; itself, where it is not contained. */
  readonly container: FhirElement;
  /** The bundle it is an entry of, or the outermost resource. */
  readonly bundle: JsonObject;
  readonly options: ProfileOptions;
  readonly shared: Omit<ProfileCheck, 'resolve' | 'sameIdentity'>;
}

function checkResource(element: FhirElement, around: Surroundings): void {
  const { container, bundle, options, shared } = around;
  const { found } = shared;
  const check: ProfileCheck = {
    ...shared,
    resolve: (reference) => resolved(reference, { container, bundle }) ?? outside(reference, options.resolve),
    sameIdentity: (reference) => withIdentity(reference, bundle),
  };
  const scope = { ...found.scope, resource: element, rootResource: container, ...answersOf(check) };
  const outer = found.enter(scope);
  const declared = isObject(element.value) ? declaredProfiles(element.value) : [];
  const requested = element.value === bundle ? options.requested : [];
  const global = check.conformance.globalProfiles(element.type.name);
  const vital = isObject(element.value) ? vitalSignProfiles(element.value) : [];
  for (const url of new Set([...declared, ...requested, ...global, ...vital]))
    checkOne(element, url, { check, requested: requested.includes(url) });
  attempt(
    'The check against its definition',
    () => checkByDefinition(element, { ...check, budget: { left: elements } }),
    found,
  );
  const owner: Owner = { element, paths: [element.type.name], resource: element, outer: undefined };
  walk(owner, around, check);
  found.leave(outer);
}

/** What FHIRPath may ask while profiles are checked. */
function answersOf(check: ProfileCheck): Environment {
  const { resolve, codesOf, conformance } = check;
  return {
    resolve(reference) {
      const target = resolve(reference)?.value;
      return isObject(target) ? target : undefined;
    },
    memberOf: (value, valueSet) => isMember(value, codesOf({ strength: 'required', valueSet })),
    conformsTo: (resource, url) => (conformance.profile(url) ? conformsToAny(resource, [url], check) : undefined),
  };
}

interface ProfileAsked {
  readonly check: ProfileCheck;
  /** By the caller, not by the resource: that it cannot be checked is an error. */
  readonly requested: boolean;
}

/** With a budget of its own, so that no profile is kept from being checked by a slow one. */
function checkOne(element: FhirElement, url: string, { check, requested }: ProfileAsked): void {
  const { conformance, found } = check;
  const outer = found.enter(found.scope);
  try {
    const profile = conformance.profile(url);
    if (profile) {
      if (profile.unknown !== undefined)
        found.warning(
          'processing',
          `The profile ${url} speaks of ${profile.unknown}, which ${profile.type} does not have: that part was not checked. Correct the profile.`,
        );
      checkProfile(element, profile, { ...check, budget: { left: elements } });
      for (const imposed of imposedBy(profile)) checkImposed(element, imposed, check);
    } else if (url.startsWith('http://hl7.org/fhir/StructureDefinition/') && url.endsWith(`/${element.type.name}`))
      return;
    else if (requested) requestedNotLoaded(url, found);
    else notLoaded(url, found);
  } catch (error) {
    found.definition = undefined;
    if (error instanceof TooCostly) found.error('too-costly', `The profile ${url} ${error.message}`);
    else if (error instanceof ProfileError || error instanceof FhirPathError)
      found.error(requested ? 'not-supported' : 'processing', `The profile ${url} cannot be used: ${error.message}`);
    else throw error;
  } finally {
    found.leave(outer);
  }
}

/** Profiles that a profile asks to be kept, too. http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile */
function imposedBy({ definition }: Profile): string[] {
  return objects(definition.extension)
    .filter(({ url }) => url === 'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile')
    .map(({ valueCanonical }) => valueCanonical)
    .filter((url) => typeof url === 'string');
}

function checkImposed(element: FhirElement, url: string, check: ProfileCheck): void {
  const profile = check.conformance.profile(url);
  if (profile) checkProfile(element, profile, { ...check, budget: { left: elements } });
  else notLoaded(url, check.found);
}

/** Extensions and resources below an element. */
function walk(owner: Owner, around: Surroundings, check: ProfileCheck): void {
  const { found } = check;
  for (const [name, item] of namedItems(owner.element)) {
    const { element } = item;
    const isExtension = name === 'extension' || name === 'modifierExtension';
    if (isExtension) attempt(definition, () => checkContextOf(element, owner, check), found);
    const from = found.count;
    if (element.type.kind === 'resource') checkNested(name, item, around);
    else {
      checkPlace({ element, owner: owner.element, name }, check);
      const paths = [...owner.paths.slice(0, 1), owner.element.type.name].flatMap((path) =>
        namesOf(path, name, element),
      );
      const below: Owner = { element, paths: [...new Set(paths)], resource: owner.resource, outer: owner.outer };
      walk(isExtension ? extended(below, owner, { name, check }) : below, around, check);
    }
    found.under(from, item.step);
  }
}

/** `Observation.value`, and of a choice `Observation.valueQuantity`, too. */
function namesOf(path: string, name: string, { type }: FhirElement): string[] {
  return [`${path}.${name}`, `${path}.${name}${type.name[0]!.toUpperCase()}${type.name.slice(1)}`];
}

interface Extended {
  readonly name: string;
  readonly check: ProfileCheck;
}

function extended(extension: Owner, owner: Owner, { name, check }: Extended): Owner {
  const own = { check: { ...check, budget: { left: elements } }, modifier: name === 'modifierExtension' };
  const profile = attempt(definition, () => checkExtension(extension.element, owner, own), check.found);
  return { ...extension, outer: profile };
}

const definition = 'The definition of the extension';

/** Definitions that cannot be used, or take too long, are said. */
function attempt<Answer>(what: string, work: () => Answer, found: Findings): Answer | undefined {
  const outer = found.definition;
  try {
    return work();
  } catch (error) {
    found.definition = outer;
    if (error instanceof TooCostly) found.error('too-costly', `${what} ${error.message}`);
    else if (error instanceof ProfileError || error instanceof FhirPathError)
      found.error('processing', `${what} cannot be used: ${error.message}`);
    else throw error;
    return undefined;
  }
}

function checkNested(name: string, { element }: Item, around: Surroundings): void {
  const bundle = around.bundle;
  checkResource(element, name === 'contained' ? around : { ...around, container: element, bundle });
}
