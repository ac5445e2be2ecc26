/** Turns paths into steps over JSON: property names of choices, filters, and the data type that each end has. */
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import type { Path, Step } from './parse.ts';

/** A step over JSON. Arrays are walked into by every step. */
export type JsonStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'where'; readonly field: string; readonly value: string }
  | { readonly kind: 'target'; readonly type: string }
  | { readonly kind: 'index'; readonly at: number };

/** One way through the JSON, and what stands at its end. */
export interface JsonPath {
  readonly steps: readonly JsonStep[];
  /** The element it ends in, a choice without its type: `component.value`. */
  readonly element: string;
  /** True when a resource can have it more than once. */
  readonly many: boolean;
  /** FHIR data type, or `Resource`. */
  readonly type: string;
  /** Value set of a required binding, without its version. */
  readonly valueSet?: string;
}

/** All ways a path takes from an element of type `from`; none when the type has no such elements. */
export function resolvePath(path: Path, from: string): JsonPath[] {
  return path.steps.reduce(
    (ends, step) => ends.flatMap((end) => follow(end, step)),
    [{ steps: [], element: '', many: false, type: from } as JsonPath],
  );
}

function follow(place: JsonPath, step: Step): JsonPath[] {
  switch (step.kind) {
    case 'field':
      return elementsOf(place.type, step.name).flatMap((element) => into(place, element));
    case 'ofType':
      return isOf(place.type, step.type) ? [place] : [];
    default:
      return [{ ...place, steps: [...place.steps, step] }];
  }
}

function elementsOf(type: string, name: string): readonly ElementType[] {
  const all = types[type]?.elements ?? [];
  const named = all.filter((element) => element.name === name);
  return named.length > 0 ? named : all.flatMap((element) => choiceNamed(element, name));
}

/** `valueDateTime` for `value.ofType(dateTime)`: no FHIRPath, but published so by implementation guides. */
function choiceNamed(element: ElementType, name: string): ElementType[] {
  if (!element.choice || !name.startsWith(element.name)) return [];
  const own = element.types.filter((type) => name === element.name + capital(type));
  return own.length > 0 ? [{ ...element, types: own }] : [];
}

function into(place: JsonPath, element: ElementType): JsonPath[] {
  const required = element.binding?.strength === 'required' ? element.binding.valueSet.split('|')[0] : undefined;
  return element.types.map((type) => ({
    steps: [...place.steps, { kind: 'property', name: element.choice ? element.name + capital(type) : element.name }],
    element: place.element === '' ? element.name : `${place.element}.${element.name}`,
    many: place.many || element.max !== 1,
    type,
    ...(required && { valueSet: required }),
  }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Also of types based on the one asked for (canonical is a uri). Published expressions write `DateTime` for `dateTime`. */
function isOf(type: string | undefined, asked: string): boolean {
  if (type === undefined) return false;
  return type.toLowerCase() === asked.toLowerCase() || isOf(types[type]?.base, asked);
}

/** Equal for paths that lead to the same values. */
export function pathName(path: JsonPath): string {
  return `${path.steps.map(stepName).join('.')}:${path.type}`;
}

function stepName(step: JsonStep): string {
  return step.kind === 'property' ? step.name : JSON.stringify(step);
}
