/** What one profile check works with. */
import type { FhirElement } from '@charthouse/fhirpath';
import type { Binding, CodeRule } from '../bindings/code-rule.ts';
import type { Findings } from '../findings.ts';
import type { Conformance, Profile } from './conformance.ts';
import type { ElementNode } from './element-node.ts';

export interface ProfileCheck {
  readonly conformance: Conformance;
  readonly found: Findings;
  /** The codes of a binding; undefined where they are not known here. */
  readonly codesOf: (binding: Binding) => CodeRule | undefined;
  /** The resource a reference names, where it is to be had. */
  readonly resolve: (reference: string) => FhirElement | undefined;
  /** Checks one value against a node: passed along, as the checks of children, slices and profiles lead back to it. */
  readonly checkElement: (element: FhirElement, node: ElementNode, check: ProfileCheck) => void;
  /** Checks already under way, so that profiles that lead to themselves end. */
  readonly active: Map<Profile, Set<unknown>>;
  /** Elements that may still be looked at. */
  readonly budget: { left: number };
}

/** Thrown when a check takes more steps than one resource is given. */
export class TooCostly extends Error {}

export function spend({ budget }: ProfileCheck): void {
  if (--budget.left < 0) throw new TooCostly('The profiles take too many steps on this resource.');
}
