/** A search parameter on one resource type, and whose index rows answer it. */
import type { Resource } from '@charthouse/fhir-model';
import type { SearchParameterDefinition } from '@charthouse/fhir-model/definitions';
import type { JsonPath } from '../expression/resolve.ts';

export interface Parameter {
  readonly definition: SearchParameterDefinition;
  /** `Patient`; `Resource` for the parameters that every type has. */
  readonly type: string;
  readonly code: string;
  /** Number in the store's table: `ref.p` and `res.present`. */
  readonly id: number;
  readonly paths: readonly JsonPath[];
  /** Data types that its paths end in. */
  readonly dataTypes: ReadonlySet<string>;
  /** Of an expression that is no path: its value. */
  readonly computed?: (resource: Resource) => boolean;
  /** Of a composite: the elements that hold its components. */
  readonly composites: readonly Composite[];
  /** The parameters whose rows together answer it; itself when it has rows of its own. */
  readonly parts: readonly Parameter[];
  /** References to these types are indexed under another parameter: `subject` to a Patient under `patient`. */
  readonly routes: ReadonlyMap<string, Parameter>;
}

/** A parameter to which parts and routes are still being added. */
export type OpenParameter = Omit<Parameter, 'parts' | 'routes'> & {
  readonly parts: Parameter[];
  readonly routes: Map<string, Parameter>;
};

/** True when it has rows to be found by; a few published expressions name elements that R4 has not. */
export function isSearchable(parameter: Parameter): boolean {
  return parameter.paths.length > 0 || parameter.composites.length > 0 || parameter.computed !== undefined;
}

export interface Composite {
  readonly path: JsonPath;
  readonly components: readonly Component[];
}

/** One component of a composite, searched as its parameter is. */
export interface Component {
  readonly definition: SearchParameterDefinition;
  readonly paths: readonly JsonPath[];
  /** They are all the elements that its parameter finds in the resource. */
  readonly isAll: boolean;
  /** The paths start at the resource, not at the composite's element. */
  readonly fromResource: boolean;
}

/** How a reference parameter names resources: by their place, by their canonical `url`, or by either. */
export type LinkKind = 'place' | 'canonical';

export function linksOf({ definition, dataTypes }: Parameter): readonly LinkKind[] {
  if (definition.type !== 'reference') return [];
  const isCanonical = dataTypes.has('canonical') || dataTypes.has('uri');
  return [...(dataTypes.has('Reference') ? ['place' as const] : []), ...(isCanonical ? ['canonical' as const] : [])];
}

/** The parameters that hold the rows for a query on `parameter`, routed ones included. */
export function holders(parameter: Parameter): readonly Parameter[] {
  return [...new Set(parameter.parts.flatMap((part) => [part, ...part.routes.values()]))];
}
