/** By what a result is ordered. What has no value comes last, in either direction. */
import type { KeyOwner } from '../keys.ts';

export type SortKey = { readonly descending: boolean } & SortBy;

export type SortBy =
  /** The primary date of the type, as `sd`. */
  | { readonly by: 'primary' }
  | { readonly by: 'updated' }
  | { readonly by: 'id' }
  /** Least (descending: greatest) value of the parameter's rows. */
  | {
      readonly by: 'row';
      readonly table: 'str' | 'dat' | 'qty';
      readonly h: readonly bigint[];
      /** One row of a resource is marked as its least (greatest); otherwise all are compared. */
      readonly marked?: true;
      /** Resources of every type have such rows. */
      readonly everyType?: true;
    }
  /** Least (descending: greatest) text found in the body by one of the SQL/JSON paths. */
  | { readonly by: 'body'; readonly paths: readonly string[] }
  /** The same of a token parameter whose codes in use are listed. */
  | ({ readonly by: 'code'; readonly paths: readonly string[] } & CodeList)
  /** Least (descending: greatest) `Type/id` of what a parameter refers to here. */
  | ({ readonly by: 'target' } & TargetList)
  /** Metres from a place, to the only position of each. */
  | {
      readonly by: 'distance';
      readonly latitude: bigint;
      readonly longitude: bigint;
      readonly at: readonly [latitude: number, longitude: number];
    }
  /** Puts what has no value of the one key before in the order of primary dates, in which it is kept. */
  | { readonly by: 'tie' };

export interface CodeList {
  readonly owner: KeyOwner;
  /** Of the list. */
  readonly h: bigint;
  /** Number of the parameter. */
  readonly id: number;
  /** No resource has more than one. */
  readonly single: boolean;
  /** Of an expression that is true or false: key of what it is true of. */
  readonly truth?: bigint;
  /** There are keys of its codes for one patient. */
  readonly ofPatients?: true;
  /** Resources of every type have such codes. */
  readonly everyType?: true;
}

export interface TargetList {
  /** By type of resource: whose keys refer to it, and the list that names the type if any of it is referred to. */
  readonly targets: readonly { readonly type: string; readonly owner: KeyOwner; readonly h: bigint }[];
  /** Numbers of the parameters. */
  readonly ids: readonly number[];
  readonly single: boolean;
}

export type ByCode = Extract<SortKey, { by: 'code' }>;

export type ByTarget = Extract<SortKey, { by: 'target' }>;

export type ByBody = Extract<SortKey, { by: 'body' }>;

export type ByRow = Extract<SortKey, { by: 'row' }>;

export type ByDistance = Extract<SortKey, { by: 'distance' }>;

/** A key whose values are a list, of each of which the resources are kept in the order of primary dates. */
export function isListed(key: SortKey | undefined): key is ByCode | ByTarget {
  return key?.by === 'code' || key?.by === 'target';
}
