/** Who may be known. */

export const accountKinds = ['staff', 'service', 'patient'] as const;

export type AccountKind = (typeof accountKinds)[number];

export interface Account {
  readonly id: string;
  readonly kind: AccountKind;
  /** In lower case; absent: a service. */
  readonly email?: string;
  readonly name: string;
  /** Who this is in the record, such as `Practitioner/17` or `Patient/42`. */
  readonly fhirUser?: string;
  /** References to the organisations that it is limited to; absent: nothing is said of it. */
  readonly facilities?: readonly string[];
  /** Roles that are granted now, in alphabetical order. */
  readonly roles: readonly string[];
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Since when nobody can sign in with it; absent: they can. */
  readonly disabled?: number;
  readonly hasPassword: boolean;
}

/** An address as it is kept and looked for. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

/** What mail programs take as well: https://html.spec.whatwg.org/multipage/input.html#email-state-(type=email) */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>",;]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?$/.test(text);
}
