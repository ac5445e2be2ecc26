/** The extensions and profiles that come with the specification, cut down to what is checked. https://hl7.org/fhir/R4/profilelist.html */
import type { Definition } from './source.ts';

/** Words about elements, and what the validator does not look at. */
const words = new Set([
  'short', 'definition', 'comment', 'requirements', 'alias', 'mapping', 'example', 'base', 'isSummary', 'extension', 'label', 'code',
  'meaningWhenMissing', 'isModifierReason', 'orderMeaning', 'mustSupport',
]); // biome-ignore format: one table

export function coreProfiles(profiles: readonly Definition[]): unknown[] {
  return profiles
    .filter(({ derivation, kind }) => derivation === 'constraint' && kind !== 'logical')
    .map((profile) => ({
      resourceType: profile.resourceType,
      url: profile.url,
      version: profile.version,
      name: profile.name,
      kind: profile.kind,
      context: [...(profile.context ?? []), ...(moreContexts[profile.id] ?? [])],
      ...(profile.contextInvariant && { contextInvariant: profile.contextInvariant }),
      type: profile.type,
      baseDefinition: profile.baseDefinition,
      derivation: profile.derivation,
      differential: { element: profile.differential.element.map(withoutWords) },
    }));
}

const on = (...expressions: string[]) => expressions.map((expression) => ({ type: 'element', expression }));

/** Where the definitions of R4 themselves have these extensions, beyond the contexts their own definitions name. */
const moreContexts: Readonly<Record<string, readonly Definition[]>> = {
  'structuredefinition-fhir-type': on('ElementDefinition.type'),
  'structuredefinition-normative-version': on('Element'),
  regex: on('ElementDefinition.type'),
  'valueset-concept-comments': on('CodeSystem.concept', 'ConceptMap.group.element'),
};

/** R4 forbids other units in the parts of vital signs; later versions, and so the reference validator, only advise against them. */
const corrected: Readonly<Record<string, Definition>> = {
  'Observation.component.value[x] required http://hl7.org/fhir/ValueSet/ucum-vitals-common|4.0.1': {
    strength: 'extensible',
  },
};

function withoutWords(element: Definition): Definition {
  const { type, constraint, ...rest } = element;
  const binding = element.binding && {
    ...element.binding,
    ...corrected[`${element.path} ${element.binding.strength} ${element.binding.valueSet}`],
  };
  delete rest.binding;
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !words.has(name)));
  return {
    ...kept,
    ...(type && { type: type.map(({ extension: _, ...own }: Definition) => own) }),
    ...(binding && { binding: { strength: binding.strength, valueSet: binding.valueSet } }),
    ...(constraint && { constraint: constraint.map(({ xpath: _, extension: __, ...own }: Definition) => own) }),
  };
}
