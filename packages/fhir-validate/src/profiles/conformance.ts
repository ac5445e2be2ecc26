/** The profiles, extensions, value sets and code systems that are loaded, found by their canonical address and compiled at first use. */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { coreProfiles } from '@charthouse/fhir-model/core-profiles';
import { types } from '@charthouse/fhir-model/definitions';
import type { ElementNode } from './element-node.ts';
import { baseTree, elementsOf, elementTree, type RootOf, unknownPath } from './element-tree.ts';

export interface Profile {
  readonly url: string;
  readonly version: string | undefined;
  readonly title: string;
  /** The type it constrains. */
  readonly type: string;
  readonly definition: JsonObject;
  readonly root: ElementNode;
  /** The path of an element that it speaks of, but its type does not have: what it says there is not checked. */
  readonly unknown: string | undefined;
}

export interface Conformance {
  /** By canonical address, with or without `|version`; undefined where it is not loaded. @throws ProfileError */
  readonly profile: (canonical: string) => Profile | undefined;
  /** A resource of another type by its canonical address. */
  readonly find: (type: string, canonical: string) => JsonObject | undefined;
  /** Profiles that loaded implementation guides ask of every resource of a type. */
  readonly globalProfiles: (type: string) => readonly string[];
  /** Any extension definition is loaded. */
  readonly hasExtensions: boolean;
}

/** A profile that is loaded, but cannot be used. */
export class ProfileError extends Error {}

const base = 'http://hl7.org/fhir/StructureDefinition/';
/** Profiles derived from each other. */
const deepest = 100;

export function createConformance(resources: readonly JsonObject[]): Conformance {
  const byAddress = new Map<string, JsonObject>();
  for (const resource of resources) {
    const { resourceType, url, version } = resource;
    if (typeof url !== 'string') continue;
    byAddress.set(`${String(resourceType)} ${url}`, resource);
    if (typeof version === 'string')
      for (const part of versionsOf(version)) byAddress.set(`${String(resourceType)} ${url}|${part}`, resource);
  }
  const globals = globalsOf(resources);
  const find = (type: string, canonical: string) => {
    const [address, id] = canonical.split('#') as [string, string | undefined];
    if (id !== undefined && type !== 'StructureDefinition')
      return containedIn(byAddress.get(`StructureDefinition ${address}`), type, id);
    return (
      byAddress.get(`${type} ${address}`) ?? (type === 'StructureDefinition' ? ofSpecification(address) : undefined)
    );
  };
  const profiles = new Map<JsonObject, Profile>();
  const making = new Set<JsonObject>();
  const compile = (definition: JsonObject): Profile => {
    const known = profiles.get(definition);
    if (known) return known;
    const url = String(definition.url);
    if (making.has(definition)) throw new ProfileError(`The profile ${url} is derived from itself.`);
    if (making.size > deepest) throw new ProfileError(`The profile ${url} has more than ${deepest} others below it.`);
    making.add(definition);
    try {
      const found = (canonical: string) => find('StructureDefinition', canonical);
      const made = profileOf(definition, {
        compiled(canonical) {
          const own = found(canonical);
          return own && compile(own);
        },
        rootOf(canonical) {
          const own = found(canonical);
          return own && !making.has(own) && isConstraint(own) ? compile(own).root : undefined;
        },
      });
      profiles.set(definition, made);
      return made;
    } finally {
      making.delete(definition);
    }
  };
  return {
    find,
    profile(canonical) {
      const definition = find('StructureDefinition', canonical);
      return definition && isConstraint(definition) ? compile(definition) : undefined;
    },
    globalProfiles: (type) => globals.get(type) ?? [],
    hasExtensions: resources.some(
      ({ resourceType, type }) => resourceType === 'StructureDefinition' && type === 'Extension',
    ),
  };
}

function containedIn(definition: JsonObject | undefined, type: string, id: string): JsonObject | undefined {
  const { contained } = definition ?? {};
  if (!Array.isArray(contained)) return undefined;
  return contained.filter(isObject).find((own) => own.resourceType === type && own.id === id);
}

/** `1.2.3` is also asked for as `1.2` and `1`. https://hl7.org/fhir/R5/references.html#canonical-matching */
function versionsOf(version: string): string[] {
  const parts = version.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}

/** https://hl7.org/fhir/R4/implementationguide-definitions.html#ImplementationGuide.global */
function globalsOf(resources: readonly JsonObject[]): ReadonlyMap<string, readonly string[]> {
  const globals = new Map<string, string[]>();
  for (const { resourceType, global } of resources) {
    if (resourceType !== 'ImplementationGuide' || !Array.isArray(global)) continue;
    for (const { type, profile } of global.filter(isObject))
      if (typeof type === 'string' && typeof profile === 'string')
        globals.set(type, [...(globals.get(type) ?? []), profile]);
  }
  return globals;
}

/** A definition of a type that R4 has, under another address than the specification's, only constrains it. */
function isConstraint({ derivation, kind, type, url }: JsonObject): boolean {
  if (kind === 'logical') return false;
  return derivation === 'constraint' || (typeof type === 'string' && Object.hasOwn(types, type) && url !== base + type);
}

let specification: ReadonlyMap<string, JsonObject> | undefined;

/** The extensions and profiles of the specification need not be loaded. */
function ofSpecification(address: string): JsonObject | undefined {
  if (!address.startsWith(base)) return undefined;
  specification ??= new Map(coreProfiles.map((profile) => [String(profile.url), profile]));
  return specification.get(address.replace(/\|4\.0(?:\.[01])?$/, ''));
}

interface Others {
  /** @throws ProfileError where it is derived from itself. */
  readonly compiled: (canonical: string) => Profile | undefined;
  readonly rootOf: RootOf;
}

function profileOf(definition: JsonObject, others: Others): Profile {
  const { url, version, title, name, type } = definition;
  const own = String(type);
  if (!types[own]) throw new ProfileError(`The profile ${String(url)} constrains ${own}, which is no type of FHIR R4.`);
  return {
    url: String(url),
    version: typeof version === 'string' ? version : undefined,
    title: String(title ?? name ?? url),
    type: own,
    definition,
    root: treeOf(definition, own, others),
    unknown: definition.snapshot ? undefined : unknownPath(own, elementsOf(definition, 'differential')),
  };
}

/** The differential over the base where that is known; else the snapshot. */
function treeOf(definition: JsonObject, type: string, { compiled, rootOf }: Others): ElementNode {
  const differential = elementsOf(definition, 'differential').map((own) => withOwnSets(own, definition));
  const baseAddress = String(definition.baseDefinition ?? '');
  const ofBase =
    baseAddress.startsWith(base) && types[baseAddress.slice(base.length)]
      ? baseTree(type)
      : compiled(baseAddress)?.root;
  const snapshot = elementsOf(definition, 'snapshot');
  if (ofBase && differential.length > 0)
    return elementTree(ofBase, { type, elements: differential, rootOf, published: snapshot });
  if (snapshot.length > 0) return elementTree(baseTree(type), { type, elements: snapshot, rootOf });
  if (ofBase) return ofBase;
  throw new ProfileError(
    `The profile ${String(definition.url)} is derived from ${baseAddress}, which is not loaded, and has no snapshot.`,
  );
}

/** A value set that the definition contains gets an address that is told apart from those of others. */
function withOwnSets(element: JsonObject, { url }: JsonObject): JsonObject {
  const { binding } = element;
  const local = isObject(binding) && typeof binding.valueSet === 'string' && binding.valueSet.startsWith('#');
  return local
    ? { ...element, binding: { ...binding, valueSet: `${String(url)}${String(binding.valueSet)}` } }
    : element;
}

/** Canonical addresses of an element such as `meta.profile`. */
export function declaredProfiles(resource: JsonObject): string[] {
  const { meta } = resource;
  const list = isObject(meta) ? meta.profile : undefined;
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}
