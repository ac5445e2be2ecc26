/** Programs that ask for access: https://hl7.org/fhir/smart-app-launch/STU2.2/client-authentication-asymmetric.html and its neighbours. */

/**
 * `public`: an app that can keep no secret; `confidential`: one with a secret; `service`: a program that acts by itself and proves who
 * it is with a key or, simpler and weaker, a secret; `own`: a part of this product, trusted without asking the person.
 */
export type ClientKind = 'public' | 'confidential' | 'service' | 'own';

export interface Client {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly redirectUris: readonly string[];
  /** The most it may ask for, separated by blanks. */
  readonly scopes: string;
  /** Where an EHR launch of it begins. */
  readonly launchUrl?: string;
  /** Keys it signs with. */
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
  readonly secretHash?: string;
  /** The account of a service. */
  readonly account?: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly revoked?: number;
}
