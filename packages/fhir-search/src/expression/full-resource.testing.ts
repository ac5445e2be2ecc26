/** Resources in which every element of the definition is filled, with each type that a choice allows. */
import type { JsonObject, JsonValue, Resource } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';

const primitives: Readonly<Record<string, JsonValue>> = {
  boolean: true,
  integer: 3,
  positiveInt: 4,
  unsignedInt: 5,
  decimal: 1.5,
  date: '2020-02-29',
  dateTime: '2020-02-29T10:11:12Z',
  instant: '2020-02-29T10:11:12.123Z',
  time: '10:11:12',
};

/** The variant picks the type of each choice and the target of each reference. */
export function fullResource(type: string, variant: number): Resource {
  return { ...fill(type, variant, 5), resourceType: type, id: `${type.toLowerCase()}-${variant}` } as Resource;
}

/** As many as the choice with the most types has. */
export function variantsOf(type: string): number {
  const own = Object.entries(types).filter(([name]) => name === type || name.startsWith(`${type}.`));
  const choices = own.flatMap(([, { elements }]) => elements.map((element) => element.types.length));
  return Math.max(2, ...choices.filter((length) => length < 20));
}

function fill(type: string, variant: number, depth: number): JsonObject {
  const object: JsonObject = {};
  for (const element of types[type]?.elements ?? []) {
    if (['extension', 'modifierExtension', 'contained', 'id', 'resourceType'].includes(element.name)) continue;
    const of = element.types[variant % element.types.length]!;
    const name = element.choice ? element.name + of.charAt(0).toUpperCase() + of.slice(1) : element.name;
    const value = elementValue(element, of, { variant, depth });
    if (value === undefined) continue;
    object[name] =
      element.max === undefined ? [value, elementValue(element, of, { variant: variant + 1, depth })!] : value;
  }
  return object;
}

interface At {
  readonly variant: number;
  readonly depth: number;
}

function elementValue(element: ElementType, type: string, { variant, depth }: At): JsonValue | undefined {
  const known = primitives[type];
  if (known !== undefined) return known;
  if (type === 'Reference') return { reference: `${target(element, variant)}/t${variant}`, display: 'someone' };
  if (type === 'code') return codes[variant % codes.length]!;
  if (type === 'uri' || type === 'url' || type === 'canonical') return `http://example.org/${element.name}/${variant}`;
  if (type === 'Resource') return { resourceType: ['Composition', 'MessageHeader'][variant % 2]!, id: `r${variant}` };
  if (types[type]?.kind === 'primitive-type') return `${element.name} ${variant}`;
  if (depth === 0 || types[type] === undefined) return undefined;
  return fill(type, variant, depth - 1);
}

/** Codes that expressions filter by, among others. */
const codes: readonly string[] = [
  'phone',
  'email',
  'derived-from',
  'composed-of',
  'depends-on',
  'predecessor',
  'other',
];

function target({ targets = ['Patient'] }: ElementType, variant: number): string {
  const named = targets[variant % targets.length]!;
  return named === 'Resource' ? 'Observation' : named;
}
