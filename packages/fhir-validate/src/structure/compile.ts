/** Turns type definitions into checks, each at its first use. https://hl7.org/fhir/R4/json.html */
import { isObject } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { codedCheck } from '../bindings/coded.ts';
import { primitiveFormats } from '../primitives/index.ts';
import { elementRules } from '../rules/index.ts';
import { elementCheck, type Property } from './element.ts';
import {
  arrayProperty,
  companionArrayProperty,
  integralProperty,
  type Place,
  type PropertyCheck,
  primitiveArrayProperty,
  primitiveValue,
  singleProperty,
  type ValueCheck,
} from './property.ts';
import { resourceCheck } from './resource.ts';

export interface Compiler {
  /** The check of an object of a type; compiled when first called. */
  readonly typeCheck: (type: string) => ValueCheck;
}

export function createCompiler(): Compiler {
  const compiled = new Map<string, ValueCheck>();
  const typeCheck = (type: string): ValueCheck => {
    let check = compiled.get(type);
    if (!check) {
      let built: ValueCheck | undefined;
      check = (value, found) => {
        built ??= build(type);
        built(value, found);
      };
      compiled.set(type, check);
    }
    return check;
  };
  const build = (type: string): ValueCheck => {
    const definition = types[type];
    if (!definition) throw new Error(`no definition of type ${type}`);
    const properties = new Map<string, Property>();
    definition.elements.forEach((element, at) => {
      for (const [name, check] of propertiesOf(element, compiler))
        properties.set(name, { check, element: at, choice: element.choice ?? false });
    });
    if (definition.kind === 'resource') properties.set('resourceType', { check: () => {}, element: -1, choice: false });
    return elementCheck({ type, definition, properties, rules: elementRules(type) });
  };
  const compiler: Compiler = { typeCheck };
  return compiler;
}

function* propertiesOf(element: ElementType, compiler: Compiler): Generator<[name: string, check: PropertyCheck]> {
  const max = element.max ?? Number.POSITIVE_INFINITY;
  if (max === 0) return;
  for (const type of element.types) {
    const name = element.choice ? element.name + type[0]!.toUpperCase() + type.slice(1) : element.name;
    const step = element.choice ? `${element.name}.ofType(${type})` : element.name;
    const place: Place = { name, step, min: element.min ?? 0, max };
    if (primitiveFormats.has(type)) {
      yield [name, primitiveProperty(element, type, place)];
      yield [`_${name}`, companionProperty(place, compiler)];
    } else yield [name, complexProperty(element, type, { place, compiler })];
  }
}

function primitiveProperty(element: ElementType, type: string, place: Place): PropertyCheck {
  const format = primitiveFormats.get(type)!;
  const value = primitiveValue(format, codedCheck(element.binding, type));
  const check = place.max === 1 ? singleProperty(place, value) : primitiveArrayProperty(place, value);
  return format.integral ? integralProperty(place, check) : check;
}

function companionProperty(place: Place, { typeCheck }: Compiler): PropertyCheck {
  const check = typeCheck('Element');
  return place.max === 1
    ? singleProperty({ ...place, name: `_${place.name}` }, check)
    : companionArrayProperty(place, check);
}

interface ComplexPlace {
  readonly place: Place;
  readonly compiler: Compiler;
}

function complexProperty(element: ElementType, type: string, { place, compiler }: ComplexPlace): PropertyCheck {
  const isResource = types[type]?.kind === 'resource';
  const own = isResource ? resourceCheck(type, element.name === 'contained', compiler) : compiler.typeCheck(type);
  const coded = codedCheck(element.binding, type);
  const check: ValueCheck = coded
    ? (value, found) => {
        own(value, found);
        if (isObject(value)) coded(value, found);
      }
    : own;
  return place.max === 1 ? singleProperty(place, check) : arrayProperty(place, check);
}
