/** The face of the room: what the door calls. https://hl7.org/fhir/R4/search.html */
import type { Issue, PermitFilter, Resource } from '@charthouse/fhir-model';
import type { SearchParameterDefinition } from '@charthouse/fhir-model/definitions';
import type { Among, Clause, Group, Walk } from './clause.ts';
import type { IncludePlan } from './includes/include.ts';
import type { IndexRows } from './index-rows.ts';
import type { Quick } from './permit/quick.ts';
import type { Run } from './refine/refine.ts';
import type { SortKey } from './sort/sort-key.ts';
import type { Sql } from './sql.ts';

/** What a search needs from the store it will run in. */
export interface SearchParts {
  /** Keyed hash of text as a signed 64-bit integer. */
  readonly hash: (text: string) => bigint;
  readonly typeId: (type: string) => number;
  readonly typeName: (id: number) => string;
  readonly parameterId: (type: string, code: string) => number;
  /** Search parameters besides the base ones; indexed at once, searchable (and advertised) when `active`. */
  readonly parameters?: readonly CustomParameter[];
  /** The server's own URLs without a slash at their ends: absolute references below them are local ones. */
  readonly bases?: readonly string[];
  /** Revision of the extraction that all index rows have, while older ones are being made again; absent: the newest. */
  readonly revision?: number;
  /** True when the store keeps the table `txt` filled: `_text` and `_content` are then understood. */
  readonly fullText?: boolean;
  /** Type -> search parameter that tells who wrote a resource, for permits. */
  readonly authors?: Readonly<Record<string, string>>;
}

export interface CustomParameter extends SearchParameterDefinition {
  /** False until its index is complete. */
  readonly active: boolean;
  /** How much of it is, 0 to 1, when known; asked when somebody searches by it. */
  readonly share?: () => number | undefined;
}

/** What is searched: one type, the types of one compartment, or (without both) the whole record. */
export interface SearchTarget {
  readonly type?: string;
  readonly compartment?: { readonly type: string; readonly id: string };
}

export interface SearchLimits {
  /** Most links in one chain or `_has` (default 4). */
  readonly chainLimit?: number;
  /** Most resources that the includes of one page may add (default 1,000). */
  readonly includeLimit?: number;
  /** Resources a page holds when `_count` is absent (default 20), and at most (default 1,000). */
  readonly pageDefault?: number;
  readonly pageLimit?: number;
  /** Most values in one OR list (default 1,000), and parameters in one search (default 100). */
  readonly valueLimit?: number;
  readonly parameterLimit?: number;
}

export interface ParseOptions {
  /** `Prefer: handling=strict`: what is not understood is a 400 instead of an issue. */
  readonly strict: boolean;
  readonly limits?: SearchLimits;
  /** What the caller may see; absent: everything. Planned into predicates, chains, `_has`, includes, `_list` and counts. */
  readonly permit?: PermitFilter | undefined;
  /** Rows of contained resources (`ctid`) are understood: `_contained` may be asked. Absent: it is refused. */
  readonly contained?: true;
  /** Milliseconds since 1970; only the prefix `ap` of dates needs it. */
  readonly now?: number;
}

/** A search that was understood. Plain data; made by `parse`, read by the other functions. */
export interface SearchQuery {
  /** Types searched; undefined: all. */
  readonly types: readonly string[] | undefined;
  readonly clauses: readonly Clause[];
  readonly sort: readonly SortKey[];
  /** They are contained in others. */
  readonly contained?: true;
  /** Found as well, in the same order: contained ones. */
  readonly also?: Group & { readonly sort: readonly SortKey[] };
  /** The same search of each type alone, in orders that an index keeps: pages are merged out of them. */
  readonly each?: readonly SearchQuery[];
  readonly includes: readonly IncludePlan[];
  /** Resources a page holds; 0: only the total is wanted. */
  readonly count: number;
  readonly total: 'none' | 'estimate' | 'accurate';
  readonly includeLimit: number;
  /** All matches are read before they are sorted: they are few. */
  readonly gather?: true;
  /** What is read first: the patients whom the permit reaches. */
  readonly among?: Among;
  /** In which order candidates are read, where a permit hides some of them. */
  readonly walk?: Walk;
  readonly permit: PermitFilter | undefined;
  /** It asks by a parameter that is none of the base specification. */
  readonly added?: true;
  /** What was not understood, for an OperationOutcome entry in the bundle. */
  readonly issues: readonly Issue[];
  /** The parameters that were acted on, as given: the `self` link. */
  readonly understood: readonly (readonly [name: string, value: string])[];
  /** Same for the same search, whatever its page: sign it into page links together with the cursor. */
  readonly fingerprint: string;
}

/** A row of `page` and of `includes`. */
export interface SearchRow {
  readonly rid: bigint;
  readonly tid: number;
  readonly id: string;
  readonly ver: number;
  /** Milliseconds since 1970. */
  readonly lu: number;
  readonly body: string;
  /** Sort keys as text; for `cursorOf`. */
  readonly keys: readonly string[];
  /** Of a contained resource: type and id of what contains it, whose `body` this is, and its place there. */
  readonly ctid?: number | null;
  readonly cid?: string | null;
  readonly place?: number | null;
}

/** Conditions on rows, by the aliases that they have in a statement. */
export interface Visible {
  /** On a row of `res`; `type`: the only one that it can be of. */
  current(res: string, type?: string): Sql;
  /** On a row of `hist`, whose resource `res` is visible as it is now. */
  former(hist: string, res: string, type?: string): Sql;
  /** Cheaper looks at one resource of a type, before `current`; undefined: there are none. */
  quick(res: string, type: string): Quick | undefined;
  /** True where all of a type is seen but what has a class, or is of a patient whom a label or a denial is about. */
  openTo(type: string): boolean;
}

/** A place between two resources of a result: JSON data. */
export type Cursor = readonly string[];

export interface Search {
  /**
   * The index rows of a resource as it is stored (`meta.lastUpdated` and the rest of `meta` included).
   * @throws OutcomeError 413 as soon as there are more than `limit`
   */
  extract(resource: Resource, limit?: number): IndexRows;
  /** @throws OutcomeError 400: a value that makes no sense, a limit passed; when strict also what is not understood. */
  parse(
    target: SearchTarget,
    params: readonly (readonly [name: string, value: string])[],
    options: ParseOptions,
  ): SearchQuery;
  /**
   * The same search, after a look at how far its conditions lead: few short statements, none when its keys tell enough.
   * Not needed for the right answer, but for a quick one on skewed data. `cursor`: of the page that is wanted.
   */
  refine(query: SearchQuery, run: Run, cursor?: Cursor): Promise<SearchQuery>;
  /** At most `count + 1` rows of `SearchRow` in order; one more than `count` says that there is a next page. */
  page(query: SearchQuery, cursor?: Cursor): Sql;
  /** The page after this row. */
  cursorOf(query: SearchQuery, row: SearchRow): Cursor;
  /** One row `{ total: number }`: matches in all, counted no further than `limit + 1` when there is one. */
  total(query: SearchQuery, limit?: number): Sql;
  /** PostgreSQL's guess at the total: rows of EXPLAIN; read them with `estimateOf`. */
  estimate(query: SearchQuery): Sql;
  estimateOf(rows: readonly unknown[]): number;
  /**
   * Rows that `_include` and `_revinclude` add to these rows: at most `includeLimit + 1` of `SearchRow`; more than
   * `includeLimit` says that some are left out, which the answer must announce. Round 0 takes the page, each further
   * round the rows that the last one added (`:iterate`). Undefined: nothing to fetch. May repeat rows of earlier rounds.
   */
  includes(query: SearchQuery, rows: readonly SearchRow[], round: number): Sql | undefined;
  /**
   * The profiles, security labels and tags that resources of a type (absent: of all) have: rows `{ list, item }`, at most `limit`;
   * `list` is the element of `meta`, `item` JSON text of a value.
   */
  inUse(type: string | undefined, limit: number): Sql;
  /** What the caller may see of rows that a statement of another reads. */
  visible(permit: PermitFilter): Visible;
  /** The same, for a caller who may see just this much. */
  under(permit: PermitFilter): Search;
  /** The parameters that may be searched on a type, for `/metadata`. */
  parametersOf(type: string): readonly SearchParameterDefinition[];
}
