/** Opening one patient's record in an emergency. 45 CFR 164.312(a)(2)(ii) */
import type { Deny, Obligation } from './decision.ts';
import { banner } from './obligations.ts';
import type { BreakGlass, Person } from './person.ts';
import type { PolicyState } from './policy-state.ts';
import { isEmergency } from './purposes.ts';
import { parseScope } from './scopes/scope.ts';

export interface GlassRequest {
  /** Id of the patient. */
  readonly patient: string;
  readonly reason: string;
  /** Code of v3 PurposeOfUse: emergency treatment or a kind of it. */
  readonly purpose: string;
  /** Milliseconds it shall stay open; absent: as long as it may. */
  readonly openFor?: number;
}

export interface BrokenGlass {
  readonly allowed: true;
  /** To be kept with the session until then. */
  readonly breakGlass: BreakGlass;
  readonly obligations: readonly Obligation[];
}

/** A reason has to say something to whoever reviews it. */
const shortestReason = 10;
const reviewWithin = 72 * 3_600_000;
const minute = 60_000;

/** What an emergency opens is seen through an application that may show whole charts. */
function showsCharts(scope: string): boolean {
  const parsed = parseScope(scope);
  return parsed?.context === 'user' && parsed.type === '*' && parsed.rights.includes('r');
}

/** `state` undefined: it could not be read. */
export function breakTheGlass(
  person: Person,
  request: GlassRequest,
  state: PolicyState | undefined,
): BrokenGlass | Deny {
  const reason = request.reason.trim();
  const refused = refusal(person, { ...request, reason }, state);
  if (refused || !state)
    return {
      allowed: false,
      unknown: false,
      reason: refused ?? unreadable,
      policy: state ? 'break-the-glass' : 'policy-state',
    };
  const until = state.now + (request.openFor ?? state.breakGlassFor);
  const about = `${person.name} opened the record of Patient/${request.patient} in an emergency: ${reason}`;
  return {
    allowed: true,
    breakGlass: { patient: request.patient, reason, purpose: request.purpose, until },
    obligations: [
      banner(until),
      { kind: 'notify', roles: ['privacy-officer'], about },
      { kind: 'review', roles: ['privacy-officer'], within: reviewWithin, about },
    ],
  };
}

const unreadable = 'Policies cannot be read now, so nothing is allowed. Try again shortly.';

function refusal(person: Person, request: GlassRequest, state: PolicyState | undefined): string | undefined {
  if (!state) return unreadable;
  const may = person.roles.some((id) => state.roles[id]?.mayBreakGlass && state.roles[id].kinds.includes(person.kind));
  if (!may) return 'None of your roles may break the glass: ask a clinician.';
  if (person.scopes !== undefined && !person.scopes.some(showsCharts))
    return 'This application cannot break the glass: it needs a scope for all types, such as user/*.rs.';
  if (person.ownCharts?.includes(request.patient)) return 'Your own and your family’s records open in the portal only.';
  if (!isEmergency(request.purpose)) return 'The purpose must be an emergency: ETREAT, BTG or ERTREAT.';
  if (request.openFor !== undefined && !(request.openFor > 0 && request.openFor <= state.breakGlassFor))
    return `A record stays open for 1 to ${state.breakGlassFor / minute} minutes.`;
  if (request.reason.length < shortestReason) return 'Say in a few words why this record is needed now.';
  return undefined;
}
