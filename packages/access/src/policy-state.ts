/** What decisions rest on besides the person and the call: the organisation's own choices, and the time. */
import type { Role } from './roles/role.ts';

export interface PolicyState {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** False when `CHARTHOUSE_AUTH=off`: whoever reaches the server may do everything. */
  readonly signIn: boolean;
  /** By id. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Whether clinicians see only the records of patients they have to do with. */
  readonly careRelationship: boolean;
  /** Milliseconds: care relationships hold so long before they begin (an appointment to come) and after they end. */
  readonly careLead: number;
  readonly careGrace: number;
  /** Labels that hide nothing here, besides those that hide nothing anywhere: `system|code`. */
  readonly openLabels: readonly string[];
  /** References to the organisations that are programs under 42 CFR Part 2. */
  readonly partTwoPrograms: readonly string[];
  /** Milliseconds a broken glass stays open. */
  readonly breakGlassFor: number;
}
