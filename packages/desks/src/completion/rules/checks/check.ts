/** What a rule can look for: data, so that hospitals can write rules. */
import type { EventName } from '../chart.ts';

/** A document that has to be there for every event of a name. */
export interface NeedsDocument {
  readonly kind: 'needs-document';
  readonly on: EventName;
  /** Any of these types will do. */
  readonly document: readonly string[];
  /** Days before the event from which on it counts; absent: 1. */
  readonly daysBefore?: number;
  /** It has to be written until the event, not after it. */
  readonly until?: 'event';
  /** The need exists only where there was such a document before: an update of an older history. */
  readonly given?: { readonly document: string; readonly daysBefore: number };
  /** Years of age from which on. */
  readonly ageFrom?: number;
}

export interface NeedsOrder {
  readonly kind: 'needs-order';
  readonly on: EventName;
  readonly order: string;
}

/** An order that ends by itself while what it is for goes on. */
export interface NeedsRenewal {
  readonly kind: 'needs-renewal';
  readonly on: EventName;
  readonly order: string;
  /** Hours for which an order is good, by age in years below which it holds; the last is for everybody else. */
  readonly hours: readonly { readonly below?: number; readonly hours: number }[];
}

export interface DocumentFlaw {
  readonly kind: 'document';
  readonly flaw: 'unsigned' | 'undated' | 'cosignature' | 'recording' | 'copied' | 'unreadable' | 'misfiled';
  /** Of these types only. */
  readonly document?: readonly string[];
}

export interface OrderFlaw {
  readonly kind: 'order';
  readonly mode: 'verbal' | 'written';
}

/** Whole local days of the stay without such a document. */
export interface DaysWithout {
  readonly kind: 'days-without';
  readonly document: readonly string[];
}

export interface Whole {
  readonly kind: 'diagnosis' | 'queries' | 'sides' | 'telehealth';
}

export type Check = NeedsDocument | NeedsOrder | NeedsRenewal | DocumentFlaw | OrderFlaw | DaysWithout | Whole;
