/** What expressions work on: values of the system types, elements of resources, and the names of types. */
import type { Decimal } from './decimal.ts';
import type { FhirElement } from './element.ts';
import type { Moment } from './moment.ts';
import type { Quantity } from './quantity.ts';

/** The answer of `type()`. */
export class TypeInfo {
  readonly namespace: string;
  readonly name: string;

  constructor(namespace: string, name: string) {
    this.namespace = namespace;
    this.name = name;
  }
}

/** A JavaScript number is an Integer. */
export type SystemValue = boolean | string | number | Decimal | Moment | Quantity;
export type Value = SystemValue | FhirElement | TypeInfo;
export type Collection = readonly Value[];

export const none: Collection = [];
const yes: Collection = [true];
const no: Collection = [false];

export function truth(value: boolean | undefined): Collection {
  return value === undefined ? none : value ? yes : no;
}
