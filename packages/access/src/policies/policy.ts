/** What a policy is. Grants come from few; every policy may narrow each of them, or refuse the person outright. */
import type { ConsentAction, Grant, Reach } from '@charthouse/fhir-model';
import type { Person } from '../person.ts';
import type { PolicyState } from '../policy-state.ts';
import { isEmergency } from '../purposes.ts';
import type { Permission, Right, Role } from '../roles/role.ts';
import { ofNobody } from '../roles/type-groups.ts';

/** What is asked of a policy. */
export interface Ask {
  readonly person: Person;
  readonly state: PolicyState;
  readonly action: ConsentAction;
  /** Those of the person's roles that are for their kind of person. */
  readonly roles: readonly Role[];
}

/** A grant while policies work on it. */
export interface Draft extends Grant {
  readonly types: readonly string[];
  readonly rights: readonly Right[];
  readonly role: Role;
  readonly asks: Permission['reach'];
  /** From broken glass. */
  readonly glass?: true;
}

/**
 * Code of v3 PurposeOfUse: the one that was stated, or the usual one of the role that gives the grant. An emergency is one of the
 * patient whose record it opened, of nobody else.
 */
export function purposeOf({ role, glass }: Draft, { person: { purpose, breakGlass } }: Ask): string {
  const usual = role.purposes[0] ?? 'HOPERAT';
  if (glass) return breakGlass?.purpose ?? usual;
  return purpose === undefined || isEmergency(purpose) ? usual : purpose;
}

export interface Policy {
  readonly id: string;
  readonly title: string;
  /** Law, standard or house rule with its section. */
  readonly cites: string;
  /** Why the person may do nothing now; undefined: nothing against it. */
  readonly refuses?: (ask: Ask) => string | undefined;
  readonly grants?: (ask: Ask) => readonly Draft[];
  /** The grants in place of this one, none wider than it; none: it is taken away. */
  readonly narrows?: (draft: Draft, ask: Ask) => readonly Draft[];
}

/** The draft in two: of its types those that are about patients, made narrower, and those that are about nobody, as they are. */
export function aboutPatients(draft: Draft, narrow: (draft: Draft) => readonly Draft[]): readonly Draft[] {
  const nobody = draft.types.filter((type) => ofNobody.has(type));
  const patients = draft.types.filter((type) => !ofNobody.has(type));
  return [
    ...(patients.length > 0 ? narrow({ ...draft, types: patients }) : []),
    ...(nobody.length > 0 ? [{ ...draft, types: nobody }] : []),
  ];
}

export function withReach(draft: Draft, reach: Reach): Draft {
  return { ...draft, reach: [...(draft.reach ?? []), reach] };
}

/** References that the person acts as. */
export function actorsOf({ fhirUser, actors = [], client }: Person): readonly string[] {
  return [...(fhirUser ? [fhirUser] : []), ...actors, ...(client ? [`Device/${client}`] : [])];
}
