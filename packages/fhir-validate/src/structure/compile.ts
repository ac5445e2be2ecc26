/** Turns type definitions into checks, each at its first use. https://hl7.org/fhir/R4/json.html */
import { isObject } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { codeRule } from '../bindings/code-rule.ts';
import { codedChecks } from '../bindings/coded.ts';
import { primitiveFormats } from '../primitives/index.ts';
import { elementRules } from '../rules/index.ts';
import { elementCheck, type Property } from './element.ts';
import { primitiveCheck, primitiveProperty } from './primitive.ts';
import {
  arrayProperty,
  companionArrayProperty,
  integralProperty,
  type Place,
  type PropertyCheck,
  primitiveArrayProperty,
  singleProperty,
  type ValueCheck,
} from './property.ts';
import { resourceCheck } from './resource.ts';

/** The check of an object of a type, compiled when first called. */
export type TypeChecks = (type: string) => ValueCheck;

export function createTypeChecks(): TypeChecks {
  const known = new Map<string, ValueCheck>();
  const typeChecks: TypeChecks = (type) => {
    const own = known.get(type);
    if (own) return own;
    const lazy: { check: ValueCheck['check'] } = {
      check(value, found) {
        lazy.check = compile(type, typeChecks);
        lazy.check(value, found);
      },
    };
    known.set(type, lazy);
    return lazy;
  };
  return typeChecks;
}

function compile(type: string, typeChecks: TypeChecks): ValueCheck['check'] {
  const definition = types[type];
  if (!definition) throw new Error(`no definition of type ${type}`);
  const properties = new Map<string, Property>();
  for (const [at, element] of definition.elements.entries())
    for (const [name, check] of propertiesOf(element, typeChecks)) properties.set(name, { check, element: at });
  if (definition.kind === 'resource') properties.set('resourceType', { check: () => {}, element: -1 });
  return elementCheck({ type, definition, properties, rules: elementRules(type) });
}

function* propertiesOf(element: ElementType, typeChecks: TypeChecks): Generator<[name: string, check: PropertyCheck]> {
  if (element.max === 0) return;
  for (const type of element.types) {
    const name = element.choice ? element.name + type[0]!.toUpperCase() + type.slice(1) : element.name;
    const place: Place = { name, step: element.choice ? `${element.name}.ofType(${type})` : element.name };
    const single = element.max === 1;
    const format = primitiveFormats.get(type);
    if (!format) {
      yield [name, (single ? singleProperty : arrayProperty)(place, complexCheck(element, type, typeChecks))];
      continue;
    }
    const value = primitiveCheck(format, element.binding && codeRule(element.binding));
    const check = (single ? primitiveProperty : primitiveArrayProperty)(place, value);
    yield [name, format.integral ? integralProperty(place, check) : check];
    const extras = typeChecks('Element');
    yield [
      `_${name}`,
      single ? singleProperty({ ...place, name: `_${name}` }, extras) : companionArrayProperty(place, extras),
    ];
  }
}

function complexCheck(element: ElementType, type: string, typeChecks: TypeChecks): ValueCheck {
  if (types[type]?.kind === 'resource') return resourceCheck(type, element.name === 'contained', typeChecks);
  const own = typeChecks(type);
  const coded = codedChecks[type];
  const rule = coded && element.binding && codeRule(element.binding);
  if (!rule) return own;
  return {
    check(value, found) {
      own.check(value, found);
      if (isObject(value)) coded(value, rule, found);
    },
  };
}
