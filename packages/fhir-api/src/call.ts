/** One request to the record, whatever it came by: HTTP, an entry of a bundle, a job. https://hl7.org/fhir/R4/http.html */
import type { BreakGlass, Obligation } from '@charthouse/access';
import type { AccessWho } from '@charthouse/chart-store';
import type { Issue, Meta, ParsedJson } from '@charthouse/fhir-model';

export type InteractionName =
  | 'read'
  | 'vread'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'history'
  | 'search'
  | 'capabilities'
  | 'bundle'
  | 'operation';

/** Name and value pairs in the order sent. */
export type Query = readonly (readonly [name: string, value: string])[];

/** A patch document as it came; the resource it changes is read under lock. */
export type Patch =
  | { readonly format: 'json'; readonly operations: ParsedJson }
  | { readonly format: 'fhirpath'; readonly parameters: ParsedJson }
  | { readonly format: 'xml'; readonly text: string }
  | { readonly format: 'meta'; readonly change: 'add' | 'delete'; readonly meta: Meta };

export interface Conditions {
  /** Version numbers of If-Match. */
  readonly ifMatch?: string;
  /** `*` or an entity tag. */
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: string;
  /** Search criteria of If-None-Exist. */
  readonly ifNoneExist?: string;
}

/** The Prefer header: https://hl7.org/fhir/R4/http.html#ops */
export interface Preferences {
  readonly return?: 'minimal' | 'representation' | 'OperationOutcome';
  readonly handling?: 'strict' | 'lenient';
}

export interface Call {
  readonly interaction: InteractionName;
  readonly method: string;
  readonly type?: string;
  readonly id?: string;
  readonly version?: string;
  /** With its `$`. */
  readonly operation?: string;
  readonly compartment?: { readonly type: string; readonly id: string };
  readonly query: Query;
  readonly conditions: Conditions;
  readonly preferences: Preferences;
  /** The resource sent, from JSON or XML. */
  readonly input?: ParsedJson;
  /** What of the text is not in `input`, as XML has no such element or value; only `$validate` is done all the same, and says it. */
  readonly misread?: readonly Issue[];
  /** The text `input` came from, for the places of problems; absent in bundles. */
  readonly source?: { readonly text: string; readonly format: 'json' | 'xml' };
  readonly patch?: Patch;
  /** A key under which a repeated POST is answered as the first one was. */
  readonly idempotencyKey?: string;
  /** The server's base URL as the caller sees it, without a slash at its end. */
  readonly base: string;
  /** X-Request-Id of the caller: https://hl7.org/fhir/R4/http.html#custom */
  readonly requestId?: string | undefined;
  /** Of an entry of a bundle: the number of the bundle's row in the access log. */
  readonly request?: bigint;
}

/** Who calls. */
export interface Principal extends AccessWho {
  /** SMART scopes of the token; absent: not limited by any. */
  readonly scopes?: readonly string[];
  /** Id of the patient whose record is open. */
  readonly patient?: string;
  /** When they last proved who they are, milliseconds since 1970; absent: a service, at this request. */
  readonly authenticated?: number;
  /** With two factors. */
  readonly twoFactors?: boolean;
  /** References that they act as besides `fhirUser`. */
  readonly actors?: readonly string[];
  /** References to the organisations where they work; absent: all. */
  readonly facilities?: readonly string[];
  /** Ids of the patients who they are themselves, or their family. */
  readonly ownCharts?: readonly string[];
  /** The record that they opened in an emergency. */
  readonly breakGlass?: BreakGlass;
}

/** The answer before it becomes bytes. */
export interface Result {
  readonly status: number;
  /** JSON text of the resource to answer with; absent: no content. */
  readonly body?: string;
  readonly type?: string;
  readonly id?: string;
  readonly version?: number;
  /** Milliseconds since 1970. */
  readonly lastUpdated?: number;
  /** True when a new version was made at this location: answered with Location. */
  readonly created?: boolean;
  /** True when the body is one resource as stored (ETag, Last-Modified apply). */
  readonly stored?: boolean;
  /** Number of the access class of that resource, 0 for none; absent where it was not read along. */
  readonly vis?: number;
  /** Of a conditional delete: how many resources were deleted. */
  readonly deleted?: number;
  /** What has to happen because of the permit: told to the caller. */
  readonly obligations?: readonly Obligation[];
  /** What was left out of what was asked. */
  readonly warnings?: readonly Issue[];
  /** What the answer tells of without holding it: the resource that has not changed. */
  readonly about?: string;
  /** Resources in the body, where it is not one. */
  readonly resources?: number;
  /** For an OperationOutcome instead of the representation. */
  readonly note?: string;
}

/** All values of one parameter. */
export function allValues(query: Query, name: string): string[] {
  return query.filter(([key]) => key === name).map(([, value]) => value);
}

export function firstValue(query: Query, name: string): string | undefined {
  return query.find(([key]) => key === name)?.[1];
}

/** The interactions that make new versions. */
export const changes: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete']);

/** Query parameters that say how to answer, not what is meant. */
export const answerParameters: ReadonlySet<string> = new Set(['_format', '_pretty', '_summary', '_elements']);
