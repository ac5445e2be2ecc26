/** One object of a type, compiled from its definition: known properties, what is required, one of a choice, nothing empty. */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { TypeDefinition } from '@charthouse/fhir-model/definitions';
import type { Findings } from '../findings.ts';
import { nearestName } from './nearest-name.ts';
import { objectDue } from './object-due.ts';
import type { PropertyCheck, ValueCheck } from './property.ts';

export interface Property {
  readonly check: PropertyCheck;
  /** Its element's place in the definition. */
  readonly element: number;
}

/** A rule that holds for every element of a type, beyond its structure. */
export type ElementRule = (value: JsonObject, found: Findings) => void;

export interface ElementPlan {
  readonly type: string;
  readonly definition: TypeDefinition;
  readonly properties: ReadonlyMap<string, Property>;
  readonly rules: readonly ElementRule[];
}

/** Marks of an object: any element but `id` is content; one choice stands twice. Lower bits: required elements and choices. */
const content = 1 << 30;
const twice = 1 << 29;

export function elementCheck(plan: ElementPlan): ValueCheck['check'] {
  const { type, definition, rules } = plan;
  const { first, required, choices } = marks(plan);
  const mayBeEmpty = definition.kind === 'resource';
  return (value, found) => {
    if (!isObject(value)) return objectDue(value, type, found);
    let seen = 0;
    let last = first;
    for (const name in value) {
      const held = value[name];
      if (held === undefined) continue;
      const guess = last.next;
      const property = guess?.name === name ? guess : following(last, name);
      if (property === undefined) {
        unknownProperty(name, plan, found);
        seen |= content;
        continue;
      }
      last = property;
      const { bit } = property;
      if ((seen & bit & choices) !== 0) seen |= twice;
      seen |= bit;
      property.check(held, value, found);
    }
    if ((seen & required) !== required || (seen & twice) !== 0) unbalanced(value, plan, found);
    if ((seen & content) === 0 && !mayBeEmpty) emptyElement(type, found);
    if (rules.length > 0) for (const rule of rules) rule(value, found);
  };
}

/** A property with its mark; `next` is the one that followed it last time, as most texts keep one order. */
interface Marked {
  readonly name: string;
  readonly bit: number;
  readonly check: PropertyCheck;
  readonly all: ReadonlyMap<string, Marked>;
  next: Marked | undefined;
}

function following(last: Marked, name: string): Marked | undefined {
  const property = last.all.get(name);
  if (property !== undefined) last.next = property;
  return property;
}

function marks({ definition, properties }: ElementPlan) {
  const all = new Map<string, Marked>();
  let next = 0;
  let required = 0;
  let choices = 0;
  const own = definition.elements.map((element) => {
    const counts = element.choice || (element.min ?? 0) > 0;
    if (!counts) return 0;
    if (next > 28) throw new Error('more required or choice elements than one word has bits');
    const bit = 1 << next++;
    if (element.min) required |= bit;
    if (element.choice) choices |= bit;
    return bit;
  });
  for (const [name, { element, check }] of properties) {
    const isContent = name !== 'id' && name !== '_id' && name !== 'resourceType';
    all.set(name, { name, bit: (own[element] ?? 0) | (isContent ? content : 0), check, all, next: undefined });
  }
  const first: Marked = { name: '', bit: 0, check: () => {}, all, next: undefined };
  return { first, required, choices };
}

function unknownProperty(name: string, { type, properties }: ElementPlan, found: Findings): void {
  const near = nearestName(name, properties.keys());
  const advice = near ? `did you mean "${near}"?` : 'remove it or correct its name.';
  found.propertyError(name, 'structure', `"${name.slice(0, 60)}" is no element of ${type} in FHIR R4: ${advice}`);
}

/** Says which required elements are missing and which choices are given with several types. */
function unbalanced(value: JsonObject, { type, definition, properties }: ElementPlan, found: Findings): void {
  const given = new Map<number, Set<string>>();
  for (const key of Object.keys(value)) {
    const element = properties.get(key)?.element;
    if (element === undefined) continue;
    const names = given.get(element) ?? new Set<string>();
    given.set(element, names.add(key.startsWith('_') ? key.slice(1) : key));
  }
  for (const [at, { name, min, choice }] of definition.elements.entries()) {
    const names = [...(given.get(at) ?? [])];
    const full = `${name}${choice ? '[x]' : ''}`;
    if (min && names.length === 0) found.error('structure', `${type}.${full} is required, but missing: add it.`);
    if (choice && names.length > 1)
      found.propertyError(
        names[1]!,
        'structure',
        `${full} may have one type only, but ${names.join(' and ')} are given: keep one of them.`,
      );
  }
}

function emptyElement(type: string, found: Findings): void {
  found.error('invariant', `This ${type} is empty; give it a value or an extension, or leave it out (ele-1).`);
}
