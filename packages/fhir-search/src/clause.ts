/** The plan of a search: conditions on a resource as data. Hashes and ids are resolved, nothing here is text of a query. */

/** A key of `tok`; `systems`: numbers of which the row must have one, absent: any. */
export interface TokTest {
  readonly h: bigint;
  readonly systems?: readonly number[];
  /** Names one patient or other resource: few rows, as a rule. */
  readonly narrow?: true;
  /** Of the one patient whom it names, by the parameter `patient`: codes for this patient have keys of their own. */
  readonly patient?: bigint;
}

export type Comparison = '<' | '<=' | '=' | '>=' | '>' | 'like';

export interface Bound {
  readonly column: 'val' | 'lo' | 'hi';
  readonly is: Comparison;
  /** Text as the column takes it: a timestamp, a number, a string (`like`: a pattern). */
  readonly value: string;
}

/** A row of `str`, `dat` or `qty` with one of the keys for which all bounds hold. */
export interface RowTest {
  readonly table: 'str' | 'dat' | 'qty';
  readonly h: readonly bigint[];
  readonly bounds: readonly Bound[];
}

export type Clause =
  /** Has a row that passes one of the tests. `everyType`: the rows do not tell the type of resource. `codes`: patients have keys for that; `ofPatients`: it is such keys. */
  | ({
      readonly kind: 'tok';
      readonly any: readonly TokTest[];
      readonly everyType?: true;
      readonly codes?: PatientCodes;
      readonly ofPatients?: true;
    } & Covering)
  | ({ readonly kind: 'row'; readonly any: readonly RowTest[]; readonly everyType?: true } & Role)
  /** Its primary date (`sd`, microseconds) is within bounds: follows from another clause, and shortens the reading of `tok`. */
  | { readonly kind: 'order'; readonly bounds: readonly OrderBound[] }
  /** `_id`: has one of these logical ids. */
  | { readonly kind: 'id'; readonly ids: readonly string[] }
  /** Is of one of these types. */
  | { readonly kind: 'type'; readonly types: readonly string[] }
  /** `_lastUpdated`: all bounds of one of the alternatives hold. */
  | { readonly kind: 'updated'; readonly any: readonly (readonly OrderBound[])[] }
  /** One of these parameters (ids) has a value. */
  | { readonly kind: 'present'; readonly parameters: readonly number[] }
  /** References, by one of these parameters, a resource of `group`. */
  | ({ readonly kind: 'chain'; readonly coded?: Coded | undefined } & Link & Role)
  /** Is referenced, by one of these parameters, by a resource of `group`. */
  | ({ readonly kind: 'has'; readonly codes?: PatientCodes | undefined } & Link & Role)
  /** Is one of these rows of `res`. */
  | ({ readonly kind: 'rids'; readonly rids: readonly string[] } & Covering)
  /** Has one of these keys (`tk`). */
  | { readonly kind: 'resource'; readonly keys: readonly string[] }
  /** Is within `metres` of a place; keys of latitude and longitude in `qty`. */
  | Near
  /** Contains a resource of `group`. */
  | { readonly kind: 'contains'; readonly group: Group }
  /** Words in the narrative or in all texts. */
  | { readonly kind: 'words'; readonly column: 'narrative' | 'content'; readonly query: string }
  | { readonly kind: 'not'; readonly of: Clause }
  /** `any` of nothing is never true, `all` of nothing always. */
  | { readonly kind: 'any'; readonly of: readonly Clause[] }
  | { readonly kind: 'all'; readonly of: readonly Clause[] };

/** What is at the other end of references. */
export interface Link {
  readonly holders: readonly Holder[];
  readonly group: Group;
  /** The references are canonicals: they name a `url`. */
  readonly canonical?: true | undefined;
}

/** How a clause takes part in a statement. */
export interface Role {
  /** Tried on each candidate that other clauses lead to; never what leads to candidates itself. */
  readonly filter?: true | undefined;
}

/** The group is all of a type with one of these codes: a candidate that is a patient has keys for that (`patient-codes`). */
export interface PatientCodes {
  readonly type: string;
  readonly any: readonly { readonly code: string; readonly systems?: readonly number[] }[];
}

/** Beside a chain to patients, the group is asked for codes: there are keys of both. */
export interface Coded {
  readonly codes: PatientCodes;
  /** What asks for the codes. */
  readonly clause: Clause;
}

/** What a clause was made of, if that need not be asked for any more. */
export interface Covering {
  readonly covers?: Clause | undefined;
}

/** A parameter that holds references. */
export interface Holder {
  readonly id: number;
  readonly type: string;
  readonly code: string;
}

export interface Near {
  readonly kind: 'near';
  readonly latitude: bigint;
  readonly longitude: bigint;
  readonly at: readonly [latitude: number, longitude: number];
  readonly metres: number;
}

export interface OrderBound {
  readonly is: Exclude<Comparison, 'like'>;
  /** Microseconds since 1970. */
  readonly at: bigint;
}

/** Resources of these types (undefined: any) that meet all clauses. */
export interface Group {
  readonly types: readonly string[] | undefined;
  readonly clauses: readonly Clause[];
  /** Those that are contained in others. */
  readonly contained?: true;
  /** They are read from these keys, all in one order; each has one at least. */
  readonly among?: Among | undefined;
  /** They are read in this order, one after the other, and all else is tried on each. */
  readonly walk?: Walk | undefined;
}

/** Candidates in the order of the primary date by one key, or of all of a type by a column of `res`. */
export interface Walk {
  readonly key: TokTest | { readonly type: string; readonly by: 'lu' | 'id' };
  /** What need not be tried, since the key tells it. */
  readonly covers?: Clause | undefined;
  readonly descending: boolean;
  /** The first of them, by the column that they are in the order of. */
  readonly from?: { readonly is: '<=' | '>='; readonly value: string };
  /** No more candidates than these are tried; absent: all. */
  readonly most?: number;
}

/** Keys without a system, such as those of the patients whom a permit reaches. */
export interface Among {
  readonly keys: readonly bigint[];
  /** Column of `res` that is the order; absent: the primary date. */
  readonly by?: 'lu' | 'id' | undefined;
  readonly descending: boolean;
  /** Rows read of each key; of what follows the first that was left out nothing is told. Absent: all of them. */
  readonly most?: number;
}

export const never: Clause = { kind: 'any', of: [] };

/** One of the clauses; keys and rows are joined into one test. */
export function anyOf(clauses: readonly Clause[]): Clause {
  const flat = clauses.flatMap((clause) => (clause.kind === 'any' ? clause.of : [clause]));
  if (flat.length === 1) return flat[0]!;
  const tok = flat.filter((clause) => clause.kind === 'tok');
  const row = flat.filter((clause) => clause.kind === 'row');
  const rest = flat.filter((clause) => clause.kind !== 'tok' && clause.kind !== 'row');
  const all: Clause[] = [...rest];
  if (row.length) all.unshift({ kind: 'row', any: row.flatMap((clause) => clause.any), ...untyped(row) });
  if (tok.length)
    all.unshift({ kind: 'tok', any: distinctTests(tok.flatMap((clause) => clause.any)), ...untyped(tok) });
  return all.length === 1 ? all[0]! : { kind: 'any', of: all };
}

function untyped(clauses: readonly { readonly everyType?: true }[]): { everyType?: true } {
  return clauses.some((clause) => clause.everyType) ? { everyType: true } : {};
}

function distinctTests(tests: readonly TokTest[]): TokTest[] {
  const seen = new Set<string>();
  return tests.filter((test) => {
    const name = `${test.h}|${test.systems?.join() ?? ''}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** What must all hold, each by itself. */
export function conjuncts(clause: Clause): readonly Clause[] {
  return clause.kind === 'all' ? clause.of.flatMap(conjuncts) : [clause];
}

/** Has one key, of one patient or other resource. */
export function isNarrow(clause: Clause): boolean {
  return clause.kind === 'tok' && clause.any.length === 1 && clause.any[0]!.narrow === true;
}
