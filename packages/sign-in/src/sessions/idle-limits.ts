/**
 * Minutes without a request after which a session ends, by role: 45 CFR 164.312(a)(2)(iii) automatic logoff.
 * Of several roles the shortest counts.
 */
const minutesByRole: Readonly<Record<string, number>> = {
  administrator: 10,
  'privacy-officer': 15,
  clinician: 15,
  patient: 15,
  representative: 15,
};

const minutesOfOthers = 30;

/** Milliseconds. */
export function idleLimit(roles: readonly string[]): number {
  return Math.min(...(roles.length > 0 ? roles : ['']).map((role) => minutesByRole[role] ?? minutesOfOthers)) * 60_000;
}
