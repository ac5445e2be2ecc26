/** What one version of one resource adds to the search indexes; the columns of the tables of the same names. */

export interface TokRow {
  /** Keyed hash of (kind | type | parameter | value parts). */
  readonly h: bigint;
  /** Number of the system, 0 without one. (h, sys) is distinct within a resource; further rows of the same `h` are negative. */
  readonly sys: number;
}

/** First (`f`), last (`l`), only (`b`, both) or inner (` `) value of a parameter, for sorting by it. */
export type Edge = 'f' | 'l' | 'b' | ' ';

export interface StrRow {
  readonly h: bigint;
  /** Normalised (lower case, no accents), cut to a length that fits an index. */
  readonly val: string;
  readonly edge: Edge;
}

/** Microseconds since 1970 UTC; `hi` is the last microsecond of the implied precision. Open ends: years 0 and 10000. */
export interface DatRow {
  readonly h: bigint;
  readonly lo: bigint;
  readonly hi: bigint;
  readonly edge: Edge;
}

/** Open ends are infinities. */
export interface QtyRow {
  readonly h: bigint;
  readonly lo: number;
  readonly hi: number;
  readonly edge: Edge;
}

/** Every reference of the resource, also in extensions and contained resources. */
export interface RefRow {
  /** Keyed hash of `Type/id` of the target. */
  readonly tk: bigint;
  /** Parameter id, 0 when no search parameter covers the element, or `byAddress`. */
  readonly p: number;
}

/** Of a RefRow: the content of a document, named by its address and not by a reference; it may be deleted. */
export const byAddress = -1;

export interface IndexRows {
  /** The type's primary date in microseconds since 1970; without one a number of its own, `noDate` or less. */
  readonly sd: bigint;
  /** Key (`tk`) of the one patient the resource belongs to, else null. */
  readonly patient: bigint | null;
  readonly tok: readonly TokRow[];
  readonly str: readonly StrRow[];
  readonly dat: readonly DatRow[];
  readonly qty: readonly QtyRow[];
  readonly ref: readonly RefRow[];
  /** Parameters that have a value (`:missing`, nulls in sorts): two bytes each, the first with its top bit set. */
  readonly present: Uint8Array;
  /** What the lists of codes in use must have; not always distinct. */
  readonly codes?: readonly CodeInUse[];
  /** Those of the resources that are contained in it; absent: it contains none. */
  readonly contained?: readonly ContainedRows[];
}

/** A code that some resource has or had, of a parameter that is sorted by its codes. */
export interface CodeInUse {
  /** Of the list of the parameter. */
  readonly h: bigint;
  readonly val: string;
}

/** What a contained resource adds: rows of its own, under keys that no other resource has. */
export interface ContainedRows extends Omit<IndexRows, 'patient' | 'codes' | 'contained'> {
  /** Its place in `contained`. */
  readonly place: number;
  /** Number of its type. */
  readonly tid: number;
  /** Without the `#`. */
  readonly id: string;
  /** Keyed hash of `Type/id#id`. */
  readonly tk: bigint;
}

/** Resources without a primary date have this `sd` or less, before all dates: absent sorts as smallest. */
export const noDate = -(2n ** 62n);
