/** Quantities: a decimal with a UCUM unit or a calendar duration. https://hl7.org/fhirpath/N1/#quantity */
import type { Decimal } from './decimal.ts';
import { decimalOf } from './decimal.ts';

export class Quantity {
  readonly value: Decimal;
  /** A UCUM code, or a calendar unit in the singular (`year`). */
  readonly unit: string;
  readonly calendar: boolean;

  constructor(value: Decimal, unit: string, calendar = false) {
    this.value = value;
    this.unit = unit;
    this.calendar = calendar;
  }

  toString(): string {
    return this.calendar ? `${this.value} ${this.unit}${this.plural}` : `${this.value} '${this.unit}'`;
  }

  get plural(): string {
    return this.value.toString() === '1' ? '' : 's';
  }
}

/** Calendar units and the UCUM codes of the same length; years and months have none, as theirs are averages. */
export const ucumOfCalendar: Readonly<Record<string, string | undefined>> = {
  year: undefined, month: undefined, week: 'wk', day: 'd', hour: 'h', minute: 'min', second: 's', millisecond: 'ms',
}; // biome-ignore format: one table

/** UCUM codes that mean nearly the same as a calendar unit. */
export const looseUcumOfCalendar: Readonly<Record<string, string>> = {
  year: 'a', month: 'mo', week: 'wk', day: 'd', hour: 'h', minute: 'min', second: 's', millisecond: 'ms',
}; // biome-ignore format: one table

const quantityText = /^([+-]?\d+(?:\.\d+)?)(?:\s*(?:'([^']+)'|([A-Za-z]+)))?$/;

function calendarUnit(word: string): string | undefined {
  const singular = word.endsWith('s') ? word.slice(0, -1) : word;
  return Object.hasOwn(ucumOfCalendar, singular) ? singular : undefined;
}

/** `5`, `5 'mg'`, `4 days`; undefined where the text is no quantity. */
export function quantityOf(text: string): Quantity | undefined {
  const match = quantityText.exec(text);
  const value = match && decimalOf(match[1]!);
  if (!value) return undefined;
  if (match[3] === undefined) return quotedQuantity(value, match[2] ?? '1');
  const unit = calendarUnit(match[3]);
  return unit === undefined ? undefined : new Quantity(value, unit, true);
}

/** `1 'month'` is a calendar duration as `1 month` is: UCUM has no such code. */
export function quotedQuantity(value: Decimal, unit: string): Quantity {
  const word = calendarUnit(unit);
  return word === undefined ? new Quantity(value, unit) : new Quantity(value, word, true);
}
