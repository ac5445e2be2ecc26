/** After how long without a request a session ends, by role: 45 CFR 164.312(a)(2)(iii) automatic logoff. */

/** Minutes by role; `others` is for those that are not named. */
export type IdleMinutes = Readonly<Record<string, number>>;

/** Where a house chooses nothing else. */
export const usualIdleMinutes = {
  administrator: 10,
  'privacy-officer': 15,
  clinician: 15,
  patient: 15,
  representative: 15,
  others: 30,
} as const satisfies IdleMinutes;

/** Milliseconds for somebody who has these roles: of several the shortest counts. */
export type IdleLimit = (roles: readonly string[]) => number;

/** `chosen` goes before the usual ones. */
export function idleLimits(chosen: IdleMinutes = {}): IdleLimit {
  const minutes: IdleMinutes = { ...usualIdleMinutes, ...chosen };
  const others = minutes.others ?? usualIdleMinutes.others;
  return (roles) =>
    Math.min(...(roles.length > 0 ? roles : ['others']).map((role) => minutes[role] ?? others)) * 60_000;
}

/** Longest that a session can last without a request, for it ends by itself after 14 hours. */
const most = 840;

/** Reads `role=minutes`, separated by commas; what is not named stays as usual. @throws Error with what it should have been */
export function readIdleMinutes(text: string): IdleMinutes {
  const pairs = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, role, minutes] = /^([a-z][a-z-]*)=(\d{1,3})$/.exec(part) ?? [];
      if (!role || !(Number(minutes) >= 1 && Number(minutes) <= most))
        throw new Error(
          `a role and minutes from 1 to ${most}, such as \`clinician=10,others=20\`, separated by commas`,
        );
      return [role, Number(minutes)] as const;
    });
  return { ...usualIdleMinutes, ...Object.fromEntries(pairs) };
}
