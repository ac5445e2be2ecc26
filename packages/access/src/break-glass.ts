/** Opening one patient's record in an emergency. 45 CFR 164.312(a)(2)(ii) */
import type { Deny, Obligation } from './decision.ts';
import { banner } from './obligations.ts';
import type { BreakGlass, Person } from './person.ts';
import type { PolicyState } from './policy-state.ts';
import { isEmergency } from './purposes.ts';

export interface GlassRequest {
  /** Id of the patient. */
  readonly patient: string;
  readonly reason: string;
  /** Code of v3 PurposeOfUse: emergency treatment or a kind of it. */
  readonly purpose: string;
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
  const until = state.now + state.breakGlassFor;
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
  if (person.scopes !== undefined) return 'An application cannot break the glass: sign in to the workbench.';
  if (person.ownCharts?.includes(request.patient)) return 'Your own and your family’s records open in the portal only.';
  if (!isEmergency(request.purpose)) return 'The purpose must be an emergency: ETREAT, BTG or ERTREAT.';
  if (request.reason.length < shortestReason) return 'Say in a few words why this record is needed now.';
  return undefined;
}
