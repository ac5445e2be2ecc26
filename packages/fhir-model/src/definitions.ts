/**
 * The FHIR R4 (4.0.1) definitions as data, generated from the published definitions by `npm run generate`.
 * Loading costs a few milliseconds; everything here is read-only.
 */
import codesData from '../generated/codes.js';
import compartmentsData from '../generated/compartments.js';
import operationsData from '../generated/operations.js';
import searchParametersData from '../generated/search-parameters.js';
import typesData from '../generated/types.js';
import weakerCodesData from '../generated/weaker-codes.js';

/** An invariant of a type or element, as FHIRPath. */
export interface Constraint {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly human: string;
  readonly expression?: string;
}

export interface ElementType {
  /** JSON name; of a choice (`value[x]`) the part before `[x]`. */
  readonly name: string;
  /** Absent: 0. */
  readonly min?: number;
  /** Absent: unbounded (an array in JSON); 1: a single value; 0: prohibited. */
  readonly max?: number;
  /** A choice of types: the JSON name is `name` + capitalised type. */
  readonly choice?: boolean;
  /** Type names to look up in `types`; nested elements are types named by their path (`Patient.contact`). */
  readonly types: readonly string[];
  /** Allowed target types of a Reference or canonical. */
  readonly targets?: readonly string[];
  readonly binding?: {
    readonly strength: 'required' | 'extensible' | 'preferred' | 'example';
    readonly valueSet: string;
  };
  readonly summary?: boolean;
  readonly modifier?: boolean;
  readonly constraints?: readonly Constraint[];
}

export interface TypeDefinition {
  readonly kind: 'resource' | 'complex-type' | 'primitive-type' | 'backbone';
  readonly abstract?: boolean;
  readonly base?: string;
  readonly url?: string;
  readonly constraints?: readonly Constraint[];
  /** All elements, inherited ones included, in the order of the definition. */
  readonly elements: readonly ElementType[];
}

export type SearchParameterType =
  | 'number'
  | 'date'
  | 'string'
  | 'token'
  | 'reference'
  | 'composite'
  | 'quantity'
  | 'uri'
  | 'special';

export interface SearchParameterDefinition {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly base: readonly string[];
  readonly type: SearchParameterType;
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
  readonly description?: string;
}

export interface OperationDefinition {
  readonly code: string;
  readonly url: string;
  readonly resource?: readonly string[];
  readonly system?: boolean;
  readonly type?: boolean;
  readonly instance?: boolean;
}

/** Every type by name: resources, data types, primitives, and nested elements by path. */
export const types = typesData as Readonly<Record<string, TypeDefinition>>;
/** The 1,378 base search parameters, as published. */
export const searchParameters = searchParametersData as readonly SearchParameterDefinition[];
/** Compartment type -> resource type -> search parameters that link it (`{def}`: the compartment's own resource). */
export const compartments = compartmentsData as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
/** The operations of the base specification. */
export const operations = operationsData as readonly OperationDefinition[];
/** Value set URL without version -> code system URL -> codes, for required bindings that can be expanded offline. */
export const requiredCodes = codesData as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The same for weaker bindings and those of the specification's own profiles, of sets with 1,000 codes at most. */
export const weakerCodes = weakerCodesData as typeof requiredCodes;

/** The names of all concrete resource types, sorted. */
export const resourceTypes: readonly string[] = Object.entries(types)
  .filter(([, type]) => type.kind === 'resource' && !type.abstract)
  .map(([name]) => name)
  .sort();

const resourceTypeSet: ReadonlySet<string> = new Set(resourceTypes);

export function isResourceType(name: string): boolean {
  return resourceTypeSet.has(name);
}
