/** What one profile check works with. */
import type { JsonValue } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import type { Binding, CodeRule } from '../bindings/code-rule.ts';
import type { Findings } from '../findings.ts';
import type { WordsOfCode } from '../terminology/terminology.ts';
import type { Conformance, Profile } from './conformance.ts';
import type { ElementNode } from './element-node.ts';

/** What is refused beyond what the specification says, as far as the caller asks for it. */
export interface Strictness {
  /**
   * An extension whose definition is not loaded is an error; by default it is left unchecked. `specification`: only where its address
   * is one of FHIR's own, which nobody else may give.
   */
  readonly knownExtensionsOnly: boolean | 'specification';
  /** A profile that another one asks of an element, but that is not loaded, is an error; by default a warning. */
  readonly knownProfilesOnly: boolean;
  /** False: addresses at example.org and its kin are refused. */
  readonly examples: boolean;
  /** Codes, words of codes and units that the code systems known here do not have are errors; by default warnings. */
  readonly knownCodesOnly: boolean;
  /** The text of a reference such as `Patient/1` tells the type of its target, as on a RESTful server; true by default. */
  readonly restfulReferences: boolean;
  /** Texts that look like HTML are errors; by default warnings. */
  readonly markupRefused: boolean;
}

export interface ProfileCheck {
  readonly conformance: Conformance;
  readonly found: Findings;
  /** The codes of a binding; undefined where they are not known here. */
  readonly codesOf: (binding: Binding) => CodeRule | undefined;
  /** As `codesOf`, where `#id` names a value set among the contained resources of a definition. */
  readonly codesAmong: (contained: JsonValue | undefined) => ProfileCheck['codesOf'];
  readonly wordsOf: WordsOfCode;
  readonly strictness: Strictness;
  /** The resource in the bundle that has the id of a relative reference as its UUID, though no address by it. */
  readonly sameIdentity: (reference: string) => FhirElement | undefined;
  /** The resource a reference names, where it is to be had. */
  readonly resolve: (reference: string) => FhirElement | undefined;
  /** Checks one value against a node: passed along, as the checks of children, slices and profiles lead back to it. */
  readonly checkElement: (element: FhirElement, node: ElementNode, check: ProfileCheck) => void;
  /** Extensions that are told not to be known, each once in a resource. */
  readonly unknownExtensions: Set<string>;
  /** The profile that is being checked. */
  readonly profile?: Profile;
  /** Checks already under way, so that profiles that lead to themselves end. */
  readonly active: Map<Profile, Set<unknown>>;
  /** Elements that may still be looked at. */
  readonly budget: { left: number };
}

/** Thrown when a check takes more steps than one resource is given. */
export class TooCostly extends Error {}

export function spend({ budget }: Pick<ProfileCheck, 'budget'>, steps = 1): void {
  budget.left -= steps;
  if (budget.left < 0)
    throw new TooCostly(
      'takes too many steps on this resource, so it was not checked to its end: make it simpler, or the resource smaller.',
    );
}
