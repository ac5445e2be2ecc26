/** Which slice an item belongs to. https://hl7.org/fhir/R4/profiling.html#discriminator */
import { isObject } from '@charthouse/fhir-model';
import { compile, type Expression, FhirElement, isOfType } from '@charthouse/fhirpath';
import { isMember } from '../bindings/coded.ts';
import { type ProfileCheck, spend } from './check.ts';
import { conformsToAny } from './conforms.ts';
import { type Discriminator, type ElementNode, newNode, type Slicing } from './element-node.ts';
import { fitsPattern, isFixed } from './same-value.ts';

interface SliceOf {
  readonly slice: ElementNode;
  readonly slicing: Slicing;
}

/** All discriminators must agree; a slicing without any sorts by the type of the value, or nothing. */
export function isOfSlice(element: FhirElement, { slice, slicing }: SliceOf, check: ProfileCheck): boolean {
  spend(check);
  const { discriminators } = slicing;
  return (
    discriminators.length > 0 && discriminators.every((one) => agrees(element, { slice, discriminator: one }, check))
  );
}

interface DiscriminatorOf {
  readonly slice: ElementNode;
  readonly discriminator: Discriminator;
}

function agrees(element: FhirElement, { slice, discriminator }: DiscriminatorOf, check: ProfileCheck): boolean {
  const { type } = discriminator;
  const path = discriminator.path.replace(/^\$this\./, '');
  const nodes = nodesAt(slice, path, check);
  const values = valuesAt(element, path, check);
  switch (type) {
    case 'exists':
      return nodes.some((node) =>
        node.max === 0 ? values.length === 0 : (node.min ?? 0) > 0 ? values.length > 0 : true,
      );
    case 'type':
      return values.length > 0 && values.every((value) => hasType(value, nodes));
    case 'profile':
      // A slice that says nothing at one of several paths is told by the others.
      return nodes.length === 0 || values.some((value) => nodes.some((node) => hasProfile(value, node, check)));
    default:
      return path === 'url'
        ? (hasUrl(values, slice, nodes) ?? hasValue(values, nodes, check))
        : hasValue(values, nodes, check);
  }
}

function hasType(value: FhirElement, nodes: readonly ElementNode[]): boolean {
  const codes = nodes.flatMap(({ types }) => types ?? []).map(({ code }) => code);
  return codes.some((code) => isOfType(value.type, code));
}

/** A type without a profile stands for its base profile. */
function hasProfile(value: FhirElement, { types = [] }: ElementNode, check: ProfileCheck): boolean {
  return types.some(({ code, profiles, targets }) => {
    const due = [...profiles, ...targets];
    return due.length > 0 ? conformsToAny(value, due, check) : isOfType(value.type, code);
  });
}

/** A slice of extensions is told by the address of its definition, loaded or not; undefined where it names none. */
function hasUrl(
  values: readonly FhirElement[],
  { types = [] }: ElementNode,
  nodes: readonly ElementNode[],
): boolean | undefined {
  const own = types.filter(({ code }) => code === 'Extension').flatMap(({ profiles }) => profiles);
  if (own.length === 0 || nodes.some(({ fixed }) => fixed !== undefined)) return undefined;
  return values.some(({ value }) => own.some((profile) => profile.split('|')[0] === value));
}

const isTelling = ({ fixed, pattern, binding }: ElementNode): boolean =>
  fixed !== undefined || pattern !== undefined || binding?.strength === 'required';

/** The fixed value, the pattern or the required codes of the slice, where it has any. */
function hasValue(values: readonly FhirElement[], nodes: readonly ElementNode[], check: ProfileCheck): boolean {
  const telling = nodes.filter(isTelling);
  if (telling.length === 0) return false;
  return telling.every(({ fixed, pattern, binding }) =>
    values.some((element) => {
      const { value } = element;
      if (fixed !== undefined) return isFixed(value, fixed);
      if (pattern !== undefined) return fitsPattern(value, pattern);
      const rule = check.codesOf(binding!);
      return rule !== undefined && isMember(element, rule);
    }),
  );
}

/** What a discriminator of each type needs the slice to say at its path. */
const due: Readonly<Record<string, string>> = {
  exists: 'how often it stands',
  type: 'a type',
  profile: 'a profile',
};

/** Why no item can ever be told to be of the slice: a fault of the profile. Undefined where the discriminators find what they need. */
export function whyUntold({ slice, slicing }: SliceOf, check: ProfileCheck): string | undefined {
  if (slicing.discriminators.length === 0) return 'its slicing names no discriminator';
  for (const { type, path } of slicing.discriminators) {
    const own = path.replace(/^\$this\./, '');
    const nodes = nodesAt(slice, own, check);
    if (isTold(type, nodes, own === 'url' ? slice : undefined)) continue;
    return `its discriminator (${type} at ${path}) needs the slice to say ${due[type] ?? 'a fixed value, a pattern or a required value set'} there, and it says none`;
  }
  return undefined;
}

function isTold(type: string, nodes: readonly ElementNode[], extension: ElementNode | undefined): boolean {
  if (type === 'exists' || type === 'profile') return nodes.length > 0;
  if (type === 'type') return nodes.some(({ types = [] }) => types.length > 0);
  return nodes.some(isTelling) || extension?.types?.some(({ profiles }) => profiles.length > 0) === true;
}

const expressions = new Map<string, Expression>();

function valuesAt(element: FhirElement, path: string, { found, resolve }: ProfileCheck): FhirElement[] {
  if (path === '$this') return [element];
  const expression = expressions.get(path) ?? compile(path);
  expressions.set(path, expression);
  const environment = {
    ...found.scope,
    resolve: (reference: string) => {
      const target = resolve(reference)?.value;
      return isObject(target) ? target : undefined;
    },
  };
  return expression.evaluate([element], environment).filter((value) => value instanceof FhirElement);
}

/** What the slice says at the path: its own nodes, and those of the profiles on the way. */
function nodesAt(slice: ElementNode, path: string, check: ProfileCheck): ElementNode[] {
  let nodes = withProfiles([slice], check);
  if (path === '$this') return nodes;
  for (const part of path.match(/[A-Za-z]+\([^)]*\)|[A-Za-z]+/g) ?? [])
    nodes = withProfiles(
      nodes.flatMap((node) => stepTo(node, part, check)),
      check,
    );
  return nodes;
}

function stepTo(node: ElementNode, part: string, check: ProfileCheck): ElementNode[] {
  const [, name, argument = ''] = /^(\w+)\((.*)\)$/.exec(part) ?? [];
  if (name === 'resolve') return targetsOfNode(node, check);
  if (name === 'ofType')
    return [node, ...[...node.slices.values()].filter(({ types }) => types?.some(({ code }) => code === argument))];
  if (name === 'extension') {
    const url = argument.replace(/^'|'$/g, '');
    return [...(node.children.get('extension')?.slices.values() ?? [])].filter((slice) =>
      isExtensionOf(slice, url, check),
    );
  }
  if (name !== undefined) return [];
  const child = node.children.get(part);
  return child ? [child, ...onlySlice(child)] : [];
}

/** A choice narrowed to one type has its constraints in the slice of that type. */
function onlySlice({ slices }: ElementNode): ElementNode[] {
  return slices.size === 1 ? [...slices.values()] : [];
}

function isExtensionOf(slice: ElementNode, url: string, check: ProfileCheck): boolean {
  return withProfiles([slice], check).some((node) => node.children.get('url')?.fixed === url);
}

function withProfiles(nodes: readonly ElementNode[], { conformance }: ProfileCheck): ElementNode[] {
  const roots = nodes.flatMap(({ types = [] }) => types.flatMap(({ profiles }) => profiles));
  return [...nodes, ...roots.flatMap((url) => conformance.profile(url)?.root ?? [])];
}

/** Targets stand for the resource they name: by profile, or by type alone. */
function targetsOfNode({ types = [] }: ElementNode, { conformance }: ProfileCheck): ElementNode[] {
  return types.flatMap(({ targets }) =>
    targets.flatMap((target) => {
      const profile = conformance.profile(target);
      const type = profile?.type ?? target.slice(target.lastIndexOf('/') + 1);
      const own = profile?.root ?? newNode(type, type);
      return [{ ...own, types: [{ code: type, profiles: [target], targets: [], aggregation: [] }] }];
    }),
  );
}
