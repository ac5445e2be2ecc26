/** `is`, `as` and `ofType`: system and FHIR types. https://hl7.org/fhirpath/N1/#types */
import { FhirPathError } from '../error.ts';
import type { TypeName } from '../parse/ast.ts';
import { Decimal } from './decimal.ts';
import { FhirElement, isOfType, typeInfo } from './element.ts';
import { Moment } from './moment.ts';
import { Quantity } from './quantity.ts';
import { TypeInfo, type Value } from './value.ts';

const systemTypes = new Set(['Boolean', 'String', 'Integer', 'Decimal', 'Date', 'DateTime', 'Time', 'Quantity', 'Any']);

/** The system type of a value that is no element. */
function systemTypeOf(value: Exclude<Value, FhirElement>): string {
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'Integer';
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof Moment) return value.type;
  return value instanceof Quantity ? 'Quantity' : 'TypeInfo';
}

/**
 * `is` knows derived types. `as` and `ofType` (`exact`) do so for complex types and resources, but take a primitive for its own type
 * only, as HL7's suite has it: a code is no string there.
 * @throws FhirPathError of kind `execution` for a type nobody knows.
 */
export function typeTest(
  { namespace, name }: TypeName,
  { at, exact }: { at: number; exact: boolean },
): (value: Value) => boolean {
  const fhir = namespace !== 'System' && typeInfo(name) !== undefined;
  const system = namespace !== 'FHIR' && systemTypes.has(name);
  if (namespace !== undefined && namespace !== 'System' && namespace !== 'FHIR')
    throw new FhirPathError('semantic', `There is no namespace ${namespace}; use System or FHIR.`, at);
  if (!fhir && !system && namespace !== 'System') throw new FhirPathError('execution', `There is no type ${name}.`, at);
  return (value) => {
    if (value instanceof FhirElement) {
      if (exact && value.type.kind === 'primitive-type') return fhir && value.type.name === name;
      return fhir && isOfType(value.type, name);
    }
    return system && (name === 'Any' || systemTypeOf(value) === name);
  };
}

export function typeOf(value: Value): TypeInfo {
  if (!(value instanceof FhirElement)) return new TypeInfo('System', systemTypeOf(value));
  const { type } = value;
  return new TypeInfo('FHIR', type.kind === 'backbone' ? (type.base?.name ?? type.name) : type.name);
}
