/** Turns type definitions into checks, each at its first use. https://hl7.org/fhir/R4/json.html */
import { isObject } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { codeRule } from '../bindings/code-rule.ts';
import { codedChecks } from '../bindings/coded.ts';
import { targetCheck } from '../bindings/targets.ts';
import { checkWeakly, weakRule } from '../bindings/weak.ts';
import { invariantRule, invariantRules } from '../invariants/invariant-rules.ts';
import { primitiveFormats } from '../primitives/index.ts';
import { absoluteUrl } from '../rules/extension.ts';
import { elementRules } from '../rules/index.ts';
import { shown } from '../words.ts';
import { elementCheck, type Property } from './element.ts';
import { primitiveCheck, primitiveProperty, withInvariants } from './primitive.ts';
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

export interface CompileOptions {
  /** Check the invariants of the definitions too; true by default. */
  readonly invariants?: boolean;
  /** The text of a reference tells the type of its target; true by default. */
  readonly restfulReferences?: boolean;
}

export function createTypeChecks({ invariants = true, restfulReferences = true }: CompileOptions = {}): TypeChecks {
  const known = new Map<string, ValueCheck>();
  const typeChecks: TypeChecks = (type) => {
    const own = known.get(type);
    if (own) return own;
    const lazy: { check: ValueCheck['check'] } = {
      check(value, found) {
        lazy.check = compile(type, { typeChecks, invariants, restfulReferences });
        lazy.check(value, found);
      },
    };
    known.set(type, lazy);
    return lazy;
  };
  return typeChecks;
}

interface Compilation {
  readonly typeChecks: TypeChecks;
  readonly invariants: boolean;
  readonly restfulReferences: boolean;
}

function compile(type: string, compilation: Compilation): ValueCheck['check'] {
  const definition = types[type];
  if (!definition) throw new Error(`no definition of type ${type}`);
  const properties = new Map<string, Property>();
  const own = { ...compilation, nested: type === 'Extension' };
  for (const [at, element] of definition.elements.entries())
    for (const [name, check] of propertiesOf(element, own)) properties.set(name, { check, element: at });
  const id = properties.get('id');
  if (id && definition.kind !== 'resource' && type !== 'ElementDefinition')
    properties.set('id', { ...id, check: uniqueId(id.check) });
  if (definition.kind === 'resource') properties.set('resourceType', { check: () => {}, element: -1 });
  return elementCheck({
    type,
    definition,
    properties,
    rules: [...elementRules(type), ...(compilation.invariants ? invariantRules(definition.constraints, type) : [])],
  });
}

/** Ids of elements are unique in their resource; those of ElementDefinitions are paths, the same in snapshot and differential. https://hl7.org/fhir/R4/element.html#id */
function uniqueId(check: PropertyCheck): PropertyCheck {
  return (value, holder, found) => {
    check(value, holder, found);
    if (typeof value === 'string' && !found.isNewId(value))
      found.error(
        'business-rule',
        `Another element of the resource has the id ${shown(value)} too: give each its own.`,
      );
  };
}

/** Of the elements of one type. */
interface Own extends Compilation {
  /** The type is Extension: the extensions in it are its parts. */
  readonly nested: boolean;
}

function* propertiesOf(element: ElementType, compilation: Own): Generator<[name: string, check: PropertyCheck]> {
  const { typeChecks } = compilation;
  if (element.max === 0) return;
  for (const type of element.types) {
    const name = element.choice ? element.name + type[0]!.toUpperCase() + type.slice(1) : element.name;
    const place: Place = { name, step: element.choice ? `${element.name}.ofType(${type})` : element.name };
    const single = element.max === 1;
    const format = primitiveFormats.get(type);
    if (!format) {
      yield [name, (single ? singleProperty : arrayProperty)(place, complexCheck(element, type, compilation))];
      continue;
    }
    const value = withInvariants(
      primitiveCheck(format, element.binding && codeRule(element.binding)),
      compilation.invariants ? invariantRule(element.constraints, type) : undefined,
    );
    const check = (single ? primitiveProperty : primitiveArrayProperty)(place, value);
    yield [name, format.integral ? integralProperty(place, check) : check];
    const extras = typeChecks('Element');
    yield [
      `_${name}`,
      single ? singleProperty({ ...place, name: `_${name}` }, extras) : companionArrayProperty(place, extras),
    ];
  }
}

function complexCheck(element: ElementType, type: string, compilation: Own): ValueCheck {
  const { typeChecks, invariants, restfulReferences } = compilation;
  if (types[type]?.kind === 'resource') return resourceCheck(type, element.name === 'contained', typeChecks);
  const own = typeChecks(type);
  const coded = codedChecks[type];
  const rule = coded && element.binding && codeRule(element.binding);
  const weak = coded && element.binding && weakRule(element.binding);
  const backbone = types[type]?.kind === 'backbone'; // has the constraints of its element as its own
  const rules = invariants && !backbone ? invariantRules(element.constraints, type) : [];
  const target = type === 'Reference' && restfulReferences ? targetCheck(element.targets) : undefined;
  const address = type === 'Extension' && !compilation.nested ? absoluteUrl : undefined;
  if (!rule && !weak && !target && !address && rules.length === 0) return own;
  return {
    check(value, found) {
      own.check(value, found);
      if (!isObject(value)) return;
      target?.(value, found);
      address?.(value, found);
      if (rule) coded(value, rule, found);
      if (weak) checkWeakly(coded, value, { rule: weak, found });
      for (const invariant of rules) invariant(value, found);
    },
  };
}
