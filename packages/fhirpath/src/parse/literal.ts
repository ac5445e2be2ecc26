/** The values of literals. https://hl7.org/fhirpath/N1/#literals */
import { FhirPathError } from '../error.ts';
import { decimalOf } from '../values/decimal.ts';
import { dateOf, dateTimeOf, timeOf } from '../values/moment.ts';
import { quotedQuantity } from '../values/quantity.ts';
import type { SystemValue, Value } from '../values/value.ts';
import type { Literal } from './ast.ts';

export function literalValue(literal: Literal, at: number): Value {
  const value = systemLiteral(literal);
  if (value === undefined) throw new FhirPathError('syntax', 'This literal has no value of its type.', at);
  return value;
}

function systemLiteral(literal: Literal): SystemValue | undefined {
  switch (literal.type) {
    case 'boolean':
      return literal.value;
    case 'string':
      return literal.text;
    case 'integer':
      return Number(literal.text) < 2 ** 31 ? Number(literal.text) : decimalOf(literal.text);
    case 'decimal':
      return decimalOf(literal.text);
    case 'date':
      return dateOf(literal.text);
    case 'dateTime':
      return dateTimeOf(literal.text);
    case 'time':
      return timeOf(literal.text);
    case 'quantity': {
      const value = decimalOf(literal.text);
      return value && quotedQuantity(value, literal.unit);
    }
  }
}
