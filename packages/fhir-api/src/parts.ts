/** What the door is made of; put together in `apps/server/src/wire.ts`. */
import type { BrokenGlass, Decision, Deny, GlassRequest, NamedPermission } from '@charthouse/access';
import type { ChartStore } from '@charthouse/chart-store';
import type { Mask, PermitFilter } from '@charthouse/fhir-model';
import type { Search } from '@charthouse/fhir-search';
import type { Validator } from '@charthouse/fhir-validate';
import type { Environment, Units } from '@charthouse/fhirpath';
import type { Kernel } from '@charthouse/worklist';
import type { Call, Principal } from './call.ts';
import type { Operation } from './operations/operation.ts';
import type { Searches } from './searching/searches.ts';
import type { SharedCounts } from './work/shared-counts.ts';
import type { DeskSettings } from './writing/desk-settings.ts';

export interface ApiSettings {
  /** References within the server must exist when written, and referenced resources cannot be deleted. */
  readonly referentialIntegrity: boolean;
  /** Conditional deletes may delete several resources, up to this many; 1: only single ones. */
  readonly conditionalDeleteLimit: number;
  readonly bodyLimit: number;
  /** Most bytes that are gathered for an answer. */
  readonly answerLimit: number;
  readonly bundleEntryLimit: number;
  readonly urlLimit: number;
  readonly depthLimit: number;
  /** Most rows that a resource may have in the search index. */
  readonly indexRowLimit: number;
  readonly pageDefault: number;
  readonly pageLimit: number;
  readonly includeLimit: number;
  readonly chainLimit: number;
  /** How reads are recorded: a moment after the answer, before it, or (for measurements only) not at all. */
  readonly audit: 'buffered' | 'durable' | 'off';
  /** Seconds for which a sign-in is fresh: who signs or breaks the glass later has to sign in anew. */
  readonly freshSignIn: number;
  /** Origins allowed by CORS; empty: none; `*`: all. */
  readonly corsOrigins: readonly string[];
  /** Absolute public URL of the server without a slash at its end; absent: taken from each request. */
  readonly publicUrl?: string;
  /** Where people and programs sign in; absent: nobody does. */
  readonly authUrl?: string;
}

/** The validators of one moment: packages that are added or removed make others, while a call keeps those it began with. */
export interface Validators {
  /** By the base specification: what is sent around resources, such as bundles and parameters. */
  readonly validator: Validator;
  /** What is written, as far as the setting of the server asks. */
  readonly contentValidator: Validator;
  /** What is written is not checked at all. */
  readonly unchecked?: boolean;
  /** For `$validate`: knows profiles, extensions and questionnaires, which may cost more than a write should. */
  readonly fullValidator: Validator;
  /** Why a profile or extension cannot be checked, undefined where it can; absent: what is written is not checked against profiles. */
  readonly whyUnchecked?: (canonical: string) => string | undefined;
  /** For `memberOf()` in `$fhirpath`: the value sets that are known. */
  readonly memberOf?: NonNullable<Environment['memberOf']>;
  /** For `conformsTo()` in `$fhirpath`: the profiles that are loaded. */
  readonly conformsTo?: NonNullable<Environment['conformsTo']>;
}

/** Search over the parameters of one moment: those that resources add or remove make another, while a call keeps its own. */
export interface Searching {
  readonly search: Search;
  /** Version of the index that `search` writes rows for. */
  readonly indexVersion: number;
  /** A newer version of the program makes other index rows: this one may read, but not write any more. */
  readonly outdated: boolean;
  /** The words of all resources are indexed. */
  readonly texts: boolean;
}

/** What people may do here; absent: everybody may do everything. */
export interface DecidingParts {
  readonly decide?: (principal: Principal, call: AskedCall) => Decision;
  /** What somebody may do besides reading and writing. */
  readonly may?: (principal: Principal, permission: NamedPermission) => boolean;
  /** Whether somebody may open a record in an emergency. */
  readonly breakTheGlass?: (principal: Principal, request: GlassRequest) => BrokenGlass | Deny;
}

/** What a door is made of. */
export interface DoorParts extends Omit<ApiParts, keyof Validators | keyof Searching>, DecidingParts {
  readonly searches: Searches;
  /** Those that hold now: the same object until they change. */
  readonly validators: () => Validators;
}

/** What a decision looks at. */
export type AskedCall = Pick<Call, 'type' | 'id' | 'operation' | 'compartment'> & { readonly interaction: string };

/** What one call works with. */
export interface ApiParts extends Validators, Searching, Pick<DecidingParts, 'breakTheGlass'> {
  readonly store: ChartStore;
  /** Conversions between units of measure, for FHIRPath; absent: quantities of different units are not compared. */
  readonly units?: Units;
  readonly settings: ApiSettings;
  /** Base URLs of this server, however it is spelled, without slashes at their ends: absolute references below them are its own. */
  readonly ownBases: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Keyed signature of page links, URL-safe text. */
  readonly sign: (text: string) => string;
  /** Told of faults of ours (status 500); must not log record content. */
  readonly onFault: (error: unknown) => void;
  /** Version of the software, for the capability statement. */
  readonly version: string;
  /** References to the organisations that are programs under 42 CFR Part 2. */
  readonly partTwoPrograms?: readonly string[];
  /** What the caller may see, where that is not everything: `store` and `search` are bound to it. */
  readonly limit?: PermitFilter;
  /** Elements that are taken out of what is answered to the caller. */
  readonly mask?: Mask;
  /** What the desks can be asked to do, besides the operations of the house. */
  readonly deskOperations?: readonly Operation[];
  /** Settings of the desks that are kept in the record. */
  readonly deskSettings?: readonly DeskSettings[];
  /** The desks that are mounted; absent: those of the house. */
  readonly kernel?: Kernel;
  /** Told of changed work; absent: everybody's lists are counted by themselves. */
  readonly counts?: SharedCounts;
  /** When that version was put in place, milliseconds since 1970: the date of the capability statement. */
  readonly versionDate: number;
}
