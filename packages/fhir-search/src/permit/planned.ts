/** A permit as statements take it: patients and actors as keys, criteria as clauses. */
import {
  type ClassTest,
  type ConsentTest,
  type Grant,
  type PermitFilter,
  type Reach,
  unavailable,
} from '@charthouse/fhir-model';
import type { Clause } from '../clause.ts';
import type { Keys } from '../keys.ts';
import { denialTo } from './denials.ts';

export interface PlannedPermit {
  readonly grants: readonly PlannedGrant[];
  /** Numbers of the parameters that tell who wrote a resource. */
  readonly authors: readonly number[];
  /** Key of denials to an actor, or of a type. */
  readonly denied: (what: string) => bigint;
}

export interface PlannedGrant {
  readonly types: readonly string[] | undefined;
  /** Criteria of its one type. */
  readonly clauses: readonly Clause[];
  readonly reach: readonly PlannedReach[];
  readonly except: readonly bigint[];
  readonly patientsWithout: readonly string[];
  readonly classes: ClassTest | undefined;
  readonly consent: ConsentTest | undefined;
}

export type PlannedReach =
  | { readonly kind: 'patients'; readonly keys: readonly bigint[] }
  | {
      readonly kind: 'care';
      readonly actors: readonly bigint[];
      readonly lead: number;
      readonly grace: number;
      readonly before?: true;
    }
  | { readonly kind: 'authored'; readonly actors: readonly bigint[] };

export interface Planning {
  readonly keys: Keys;
  /** @throws OutcomeError for criteria that are not understood, or cannot be asked yet */
  readonly parse: (type: string, where: NonNullable<Grant['where']>) => readonly Clause[];
  readonly authors: readonly number[];
  /** Of the extraction that all index rows have. */
  readonly revision: number;
}

/** Revision since which classes of access and rows of consents are what they are now. */
const classedSince = 8;

/**
 * @throws OutcomeError as `parse` does: what a person may see is never guessed; 503 where labels or consents limit it, and those of
 * resources from before are not known yet
 */
export function planPermit({ grants }: PermitFilter, planning: Planning): PlannedPermit {
  if (planning.revision < classedSince && grants.some(isLimited))
    throw unavailable(
      'After an update of Charthouse, security labels and consents of the record are being read anew; until that is done, whoever is limited by them cannot be answered. Try again later; `charthouse jobs` shows how far it is.',
      60,
    );
  const denied = (what: string) => planning.keys.resource(denialTo(what));
  return { grants: grants.map((grant) => planGrant(grant, planning)), authors: planning.authors, denied };
}

/** By what resources of before may not have. */
function isLimited({ classes, patientsWithout = [], consent }: Grant): boolean {
  return classes !== undefined || consent !== undefined || patientsWithout.length > 0;
}

function planGrant(grant: Grant, { keys, parse }: Planning): PlannedGrant {
  const { types, where, reach = [], except = [], patientsWithout = [], classes, consent } = grant;
  if (where && types?.length !== 1) throw new Error('A grant with criteria is of one type.');
  return {
    types,
    clauses: where ? parse(types![0]!, where) : [],
    reach: reach.map((one) => planReach(one, keys)),
    except: except.map((id) => keys.resource(`Patient/${id}`)),
    patientsWithout,
    classes,
    consent,
  };
}

function planReach(reach: Reach, { resource }: Keys): PlannedReach {
  if (reach.kind === 'patients') return { kind: 'patients', keys: reach.ids.map((id) => resource(`Patient/${id}`)) };
  return { ...reach, actors: reach.actors.map((actor) => resource(actor)) };
}
