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
      context: profile.context,
      type: profile.type,
      baseDefinition: profile.baseDefinition,
      derivation: profile.derivation,
      differential: { element: profile.differential.element.map(withoutWords) },
    }));
}

function withoutWords(element: Definition): Definition {
  const { type, binding, constraint, ...rest } = element;
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !words.has(name)));
  return {
    ...kept,
    ...(type && { type: type.map(({ extension: _, ...own }: Definition) => own) }),
    ...(binding && { binding: { strength: binding.strength, valueSet: binding.valueSet } }),
    ...(constraint && { constraint: constraint.map(({ xpath: _, extension: __, ...own }: Definition) => own) }),
  };
}
