/** The elements of a FHIR R4 type as ElementDefinitions, from the definitions the program brings along: all but their words. */
import type { JsonObject } from '@charthouse/fhir-model';
import { type Constraint, type ElementType, types } from '@charthouse/fhir-model/definitions';

const base = 'http://hl7.org/fhir/StructureDefinition/';
const fhirType = `${base}structuredefinition-fhir-type`;
const systemString = 'http://hl7.org/fhirpath/System.String';

/** Extensions are always told apart by their url; in data types that is said where the type is defined. */
export const byUrl: JsonObject = { discriminator: [{ type: 'value', path: 'url' }], ordered: false, rules: 'open' };

/** Undefined where R4 has no such type. Nested elements follow their parents, as in a snapshot. */
export function typeElements(type: string): JsonObject[] | undefined {
  const definition = types[type];
  if (!definition || definition.kind === 'backbone') return undefined;
  const root = { id: type, path: type, min: 0, max: '*', base: { path: type, min: 0, max: '*' } };
  return [{ ...root, ...constraintsOf(definition.constraints, definition.url) }, ...elementsBelow(type)];
}

function elementsBelow(holder: string): JsonObject[] {
  return (types[holder]?.elements ?? []).flatMap((element) => {
    const nested = `${holder}.${element.name}`;
    return [elementOf(element, holder), ...(element.types[0] === nested ? elementsBelow(nested) : [])];
  });
}

function elementOf(element: ElementType, holder: string): JsonObject {
  const name = element.name + (element.choice ? '[x]' : '');
  const path = `${holder}.${name}`;
  const range = { min: element.min ?? 0, max: element.max === undefined ? '*' : String(element.max) };
  return {
    id: path,
    path,
    ...range,
    base: { path: `${ownerOf(element.name, holder)}.${name}`, ...range },
    ...typesOf(element, holder),
    ...(element.name === 'extension' && types[holder.split('.')[0]!]?.kind === 'complex-type' && { slicing: byUrl }),
    ...constraintsOf(element.constraints, undefined),
    ...(element.modifier && { isModifier: true }),
    ...(element.summary && { isSummary: true }),
    ...(element.binding && { binding: { ...element.binding } }),
  };
}

/** The type that an inherited element comes from. */
function ownerOf(name: string, holder: string): string {
  let owner = holder;
  for (let up = types[holder]?.base; up !== undefined; up = types[up]?.base)
    if (types[up]?.elements.some((own) => own.name === name)) owner = up;
  return owner;
}

function typesOf(element: ElementType, holder: string): JsonObject {
  const [first = ''] = element.types;
  const nested = `${holder}.${element.name}`;
  if (first === nested) return { type: [{ code: types[nested]?.base ?? 'BackboneElement' }] };
  if (first.includes('.')) return { contentReference: `#${first}` };
  if (isPlainString(element, holder))
    return {
      type: [{ extension: [{ url: fhirType, valueUrl: first === 'id' ? 'string' : first }], code: systemString }],
    };
  const targets = element.targets?.map((target) => base + target);
  return {
    type: element.types.map((code) => ({
      ...(targets && (code === 'Reference' || code === 'canonical') && { targetProfile: targets }),
      code,
    })),
  };
}

/** Ids of elements and resources, and the url of an extension, are no FHIR types with extensions of their own. */
function isPlainString({ name }: ElementType, holder: string): boolean {
  return name === 'id' || (name === 'url' && holder === 'Extension');
}

function constraintsOf(constraints: readonly Constraint[] | undefined, source: string | undefined): JsonObject {
  if (!constraints) return {};
  return {
    constraint: constraints.map(({ key, severity, human, expression }) => ({
      key,
      severity,
      human,
      ...(expression !== undefined && { expression }),
      ...(source !== undefined && { source }),
    })),
  };
}
