/** Who a request comes from, as far as it proves it. */
import type { AccountKind } from './accounts/account.ts';

export interface Known {
  /** Id of the account; stable, never reused. */
  readonly user: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly roles: readonly string[];
  /** `Practitioner/1`, `Patient/1`, `RelatedPerson/1`. */
  readonly fhirUser?: string;
  /** Id of the client that acts for them. */
  readonly client?: string;
  /** SMART scopes of the token; absent: not limited by any. */
  readonly scopes?: readonly string[];
  /** Ids of the launch context. */
  readonly patient?: string;
  readonly encounter?: string;
  /** When they last proved who they are, milliseconds since 1970; absent: a service, at this request. */
  readonly authenticated?: number;
  /** With two factors. */
  readonly twoFactors: boolean;
  /** References to the organisations that the account is limited to; absent: nothing is said of it. */
  readonly facilities?: readonly string[];
  /** The record that they opened in an emergency through this client. */
  readonly breakGlass?: OpenRecord;
}

export interface OpenRecord {
  /** Id of the patient. */
  readonly patient: string;
  readonly reason: string;
  /** Code of v3 PurposeOfUse. */
  readonly purpose: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}
