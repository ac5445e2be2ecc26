/** Who calls, as sign-in knows them. */

export type PersonKind = 'staff' | 'service' | 'patient' | 'anonymous';

export interface Person {
  /** Id of the account; stable, never reused. */
  readonly user: string;
  readonly name: string;
  readonly kind: PersonKind;
  /** Ids of roles (`roles`). */
  readonly roles: readonly string[];
  /** The person in the record: `Practitioner/1`, `Patient/1`, `RelatedPerson/1`. */
  readonly fhirUser?: string;
  /** Further references that the person acts as: their PractitionerRoles, their organisations, care teams and departments. */
  readonly actors?: readonly string[];
  /** The application that acts for them. */
  readonly client?: string;
  /** SMART scopes of the token; absent: not limited by any. */
  readonly scopes?: readonly string[];
  /** Code of v3 PurposeOfUse; absent: the usual one of their role. */
  readonly purpose?: string;
  /** Id of the patient whose record is open: the launch context, or the patient (or their ward) themselves. */
  readonly patient?: string;
  /** Ids of the patients who are this member of staff, or their family: not to be opened at work. */
  readonly ownCharts?: readonly string[];
  /** References to the organisations where they work; absent: all. */
  readonly facilities?: readonly string[];
  readonly breakGlass?: BreakGlass;
  /** When they last proved who they are, milliseconds since 1970; absent: a service, at this request. */
  readonly authenticated?: number;
  /** With two factors. */
  readonly twoFactors?: boolean;
}

/** One patient's record opened in an emergency. Made by `breakTheGlass`. */
export interface BreakGlass {
  /** Id of the patient. */
  readonly patient: string;
  /** In the person's own words. */
  readonly reason: string;
  /** Code of v3 PurposeOfUse. */
  readonly purpose: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}
