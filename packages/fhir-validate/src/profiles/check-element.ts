/** One value against what a profile says of its element. https://hl7.org/fhir/R4/elementdefinition.html */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import { compareElements, FhirElement, isOfType } from '@charthouse/fhirpath';
import { invariantRule } from '../invariants/invariant-rules.ts';
import { shown } from '../words.ts';
import { type ProfileCheck, spend } from './check.ts';
import { checkBindings } from './check-bindings.ts';
import { checkChildren } from './check-children.ts';
import { checkProfile, conformsToAny, isTypeAddress } from './conforms.ts';
import type { ElementNode, TypeChoice } from './element-node.ts';
import { checkLanguages } from './narrative-languages.ts';
import { checkTarget } from './references.ts';
import { fitsPattern, isFixed } from './same-value.ts';

export function checkElement(element: FhirElement, node: ElementNode, check: ProfileCheck): void {
  const { found, profile } = check;
  const outer = found.definition;
  found.definition = profile && `${profile.url}#${node.id}`;
  checkNode(element, node, check);
  found.definition = outer;
}

function checkNode(element: FhirElement, node: ElementNode, check: ProfileCheck): void {
  spend(check);
  const choice = checkType(element, node, check);
  checkPresence(element, node, check);
  checkValue(element, node, check);
  checkBindings(element, node, check);
  checkInvariants(element, node, check);
  if (choice && choice.profiles.length > 0) checkAskedProfiles(element, choice.profiles, { node, check });
  if (node.languages.length > 0) checkLanguages(element, node.languages, check.found);
  if (element.type.name === 'Reference' && choice) checkTarget(element, choice, check);
  checkWithin(element, node, check);
}

interface Asked {
  readonly node: ElementNode;
  readonly check: ProfileCheck;
}

/** One of the profiles is kept; those that are not loaded are said. Where none is, what each of them finds is said, too. */
function checkAskedProfiles(element: FhirElement, profiles: readonly string[], { node, check }: Asked): void {
  const { found, conformance, strictness } = check;
  for (const url of profiles) {
    if (conformance.profile(url) || isTypeAddress(url)) continue;
    const said = `The profile ${url}, which ${node.id} asks for, is not loaded, so this ${element.type.name} was not checked against it: load it.`;
    if (strictness.knownProfilesOnly) found.error('not-found', said);
    else found.warning('not-found', said);
  }
  if (conformsToAny(element, profiles, check)) return;
  found.error(
    'structure',
    `This ${element.type.name} does not conform to ${profiles.join(' or ')}, as ${node.id} asks: correct it.`,
  );
  for (const url of profiles) {
    const own = conformance.profile(url);
    if (own && isOfType(element.type, own.type)) checkProfile(element, own, check);
  }
}

/** The children of a nested resource see it as `%resource`. */
function checkWithin(element: FhirElement, node: ElementNode, check: ProfileCheck): void {
  const { found } = check;
  const { resource, rootResource } = found.scope;
  if (element.type.kind !== 'resource' || element.value === resource?.value) {
    checkChildren(element, node, check);
    return;
  }
  const root = node.name === 'contained' ? rootResource : element;
  const outer = found.enter({ ...found.scope, resource: element, rootResource: root });
  checkChildren(element, node, check);
  found.leave(outer);
}

/** The entry of the allowed types that the value has; undefined where the profile says nothing of types, or after an error. */
function checkType({ type }: FhirElement, node: ElementNode, { found }: ProfileCheck): TypeChoice | undefined {
  if (!node.types || node.types.length === 0) return undefined;
  const choice = node.types.find(
    ({ code }) =>
      (node.choice ? type.name === code : isOfType(type, code)) ||
      (type.kind === 'backbone' && type.base?.name === code),
  );
  if (choice) return choice;
  const allowed = node.types.map(({ code }) => code).join(' or ');
  found.error('structure', `${node.id} must be of type ${allowed} here, not ${type.name}.`);
  return undefined;
}

/** A primitive may have extensions instead of its value, where the profile allows that. */
function checkPresence({ value, extras, type }: FhirElement, node: ElementNode, { found }: ProfileCheck): void {
  if (value !== undefined || type.kind !== 'primitive-type') return;
  const { mustHaveValue, valueAlternatives } = node;
  const given = Array.isArray(extras?.extension) ? extras.extension.filter(isObject).map(({ url }) => url) : [];
  if (valueAlternatives.length > 0 && !valueAlternatives.some((url) => given.includes(url)))
    found.error(
      'structure',
      `${node.id} has no value and none of the extensions ${valueAlternatives.join(', ')}: add one.`,
    );
  else if (mustHaveValue && valueAlternatives.length === 0)
    found.error('structure', `${node.id} needs a value; extensions do not replace it here.`);
}

function checkValue(element: FhirElement, node: ElementNode, { found }: ProfileCheck): void {
  const { value } = element;
  const { fixed, pattern, maxLength } = node;
  if (fixed !== undefined && !isFixed(value, fixed))
    found.error('value', `${node.id} must be exactly ${shown(fixed)}, not ${shownValue(value)}.`);
  if (pattern !== undefined && !fitsPattern(value, pattern))
    found.error('value', `${node.id} must have ${shown(pattern)}, but is ${shownValue(value)}.`);
  if (maxLength !== undefined && typeof value === 'string' && value.length > maxLength)
    found.error('too-long', `${node.id} may have ${maxLength} characters at most, but has ${value.length}.`);
  if (node.minValue !== undefined || node.maxValue !== undefined) checkRange(element, node, found);
}

function shownValue(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : shown(value);
}

/** Numbers, dates as far as their precision tells, quantities in one unit. */
function checkRange(element: FhirElement, { id, minValue, maxValue }: ElementNode, found: ProfileCheck['found']): void {
  const against = (limit: JsonValue | undefined) =>
    limit === undefined ? undefined : compareElements(element, new FhirElement(element.type, limit), found.scope);
  if ((against(minValue) ?? 0) < 0)
    found.error('value', `${id} must be ${shown(minValue!)} or more, but is ${shownValue(element.value)}.`);
  if ((against(maxValue) ?? 0) > 0)
    found.error('value', `${id} must be ${shown(maxValue!)} or less, but is ${shownValue(element.value)}.`);
}

const rules = new WeakMap<ElementNode, Map<string, ReturnType<typeof invariantRule>>>();

function checkInvariants({ value, type }: FhirElement, node: ElementNode, { found }: ProfileCheck): void {
  if (node.constraints.length === 0 || value === undefined) return;
  const own = rules.get(node) ?? new Map<string, ReturnType<typeof invariantRule>>();
  rules.set(node, own);
  if (!own.has(type.name)) own.set(type.name, invariantRule(node.constraints, type.name));
  own.get(type.name)?.(value, found);
}
