/** Extensions against their definitions, and where these allow them. https://hl7.org/fhir/R4/defining-extensions.html */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { compile, type FhirElement, FhirPathError, isOfType } from '@charthouse/fhirpath';
import { example } from '../surroundings/texts.ts';
import { shown } from '../words.ts';
import type { ProfileCheck } from './check.ts';
import type { Profile } from './conformance.ts';
import { checkProfile } from './conforms.ts';

/** An element that has an extension. */
export interface Owner {
  readonly element: FhirElement;
  /** Its names in the definitions: `Patient.name`; where it is a part of a type, `HumanName.period` too. */
  readonly paths: readonly string[];
  /** The resource it is in. */
  readonly resource: FhirElement;
  /** The definition of the extension it is in. */
  readonly outer: Profile | undefined;
}

export interface ExtensionCheck {
  readonly check: ProfileCheck;
  /** It stands in `modifierExtension`. */
  readonly modifier: boolean;
}

/** Answers the definition, where it is loaded. */
export function checkExtension(
  extension: FhirElement,
  owner: Owner,
  { check, modifier }: ExtensionCheck,
): Profile | undefined {
  const url = isObject(extension.value) ? extension.value.url : undefined;
  if (typeof url !== 'string') return undefined;
  const { found, conformance, strictness } = check;
  if (owner.element.type.name === 'Extension' && !url.includes(':')) {
    checkPart(url, owner, check);
    return undefined;
  }
  const [plain, version] = url.split('|') as [string, string | undefined];
  if (version !== undefined)
    found.error('structure', `The url of an extension names no version: write ${shown(plain)}.`);
  const profile = conformance.profile(plain);
  if (!profile) {
    if (!url.includes(':')) return undefined; // a relative address is refused already
    if (mustBeKnown(url, strictness))
      found.error('structure', `The extension ${url} is not known here, so it is not allowed: load its definition.`);
    else if (owner.element.type.name !== 'Extension' || owner.outer) sayUnknown(plain, { check, modifier });
    return undefined;
  }
  checkModifier(profile.definition, modifier, check);
  checkProfile(extension, profile, check);
  return profile;
}

function mustBeKnown(url: string, { knownExtensionsOnly, examples }: ProfileCheck['strictness']): boolean {
  if (knownExtensionsOnly === 'specification') return url.startsWith('http://hl7.org/fhir/StructureDefinition/');
  return knownExtensionsOnly && !(examples && example.test(url));
}

/** Once for each extension, and not for those within one that is not known. */
function sayUnknown(url: string, { check: { found, unknownExtensions }, modifier }: ExtensionCheck): void {
  const key = `${modifier} ${url}`;
  if (unknownExtensions.has(key)) return;
  unknownExtensions.add(key);
  const said = `The definition of the extension ${url} is not loaded, so the extension was not checked`;
  if (modifier)
    found.warning('not-found', `${said}, though it changes the meaning of its element: load the definition.`);
  else found.information('not-found', `${said}.`);
}

/** Whether the element may have the extension: said of the element. */
export function checkContextOf(extension: FhirElement, owner: Owner, check: ProfileCheck): void {
  const url = isObject(extension.value) ? extension.value.url : undefined;
  if (typeof url !== 'string' || (owner.element.type.name === 'Extension' && !url.includes(':'))) return;
  const profile = check.conformance.profile(url.split('|')[0]!);
  if (!profile) return;
  checkContext(profile, owner, check);
  checkContextInvariants({ extension, profile, owner }, check);
}

/** A part of a complex extension. */
function checkPart(url: string, { outer }: Owner, { found }: ProfileCheck): void {
  const slices = [...(outer?.root.children.get('extension')?.slices.values() ?? [])];
  if (outer && slices.length > 0 && !slices.some((slice) => slice.children.get('url')?.fixed === url))
    found.error('invalid', `The extension ${outer.url} has no part ${shown(url)}: remove it or correct its url.`);
}

function checkModifier(definition: JsonObject, modifier: boolean, { found }: ProfileCheck): void {
  const part = isObject(definition.differential) ? definition.differential : definition.snapshot;
  const [root] = isObject(part) && Array.isArray(part.element) ? part.element : [];
  const isModifier = isObject(root) && root.isModifier === true;
  if (isModifier && !modifier)
    found.error('structure', 'This extension changes the meaning of its element: it belongs into modifierExtension.');
  if (!isModifier && modifier) found.error('structure', 'This extension is no modifier: it belongs into extension.');
}

function checkContext({ definition, url }: Profile, owner: Owner, { found }: ProfileCheck): void {
  const contexts = Array.isArray(definition.context) ? definition.context.filter(isObject) : [];
  if (contexts.length === 0 || contexts.some((context) => isContext(context, owner))) return;
  const allowed = contexts.map(({ expression }) => String(expression)).join(', ');
  found.error('structure', `The extension ${url} is not allowed here (on ${owner.paths[0]}), only on: ${allowed}.`);
}

interface Extended {
  readonly extension: FhirElement;
  readonly profile: Profile;
  readonly owner: Owner;
}

/** Rules of the element that has the extension. https://hl7.org/fhir/R4/structuredefinition-definitions.html#StructureDefinition.contextInvariant */
function checkContextInvariants({ extension, profile, owner }: Extended, { found }: ProfileCheck): void {
  const { contextInvariant } = profile.definition;
  if (!Array.isArray(contextInvariant)) return;
  for (const expression of contextInvariant) {
    if (typeof expression !== 'string') continue;
    try {
      const environment = { ...found.scope, variables: { extension: [extension] } };
      if (compile(expression).test(owner.element, environment) === false)
        found.error('structure', `The extension ${profile.url} is allowed only where ${expression} is true.`);
    } catch (error) {
      if (!(error instanceof FhirPathError)) throw error;
      found.warning('processing', `Where the extension is allowed could not be checked: ${error.message}`);
    }
  }
}

function isContext({ type, expression }: JsonObject, owner: Owner): boolean {
  const text = String(expression);
  if (type === 'extension') {
    const { value } = owner.element;
    return owner.outer?.url === text || (isObject(value) && value.url === text);
  }
  return type === 'fhirpath' ? isSelected(text, owner) : isElementContext(elementNamed(text), owner);
}

/** A type or element may be named by the canonical address of its definition, too: `…/Patient#Patient.name`. */
function elementNamed(text: string): string {
  return text
    .replace(/^https?:\/\/.*#/, '')
    .replace('http://hl7.org/fhir/StructureDefinition/', '')
    .replace('[x]', '');
}

function isElementContext(text: string, { element, paths }: Owner): boolean {
  if (text === 'Element') return true; // everywhere, resources included: the definitions of FHIR itself use it so
  return paths.includes(text) || isOfType(element.type, text);
}

function isSelected(expression: string, { element, resource }: Owner): boolean {
  try {
    return compile(expression)
      .evaluate([resource])
      .some(
        (value) =>
          value === element || (typeof value === 'object' && 'value' in value && value.value === element.value),
      );
  } catch (error) {
    if (error instanceof FhirPathError) return true; // A context that cannot be read forbids nothing.
    throw error;
  }
}
