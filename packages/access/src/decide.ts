/** Who may do what, in one question. */
import type { Call } from './call.ts';
import type { Decision } from './decision.ts';
import type { Person } from './person.ts';
import type { PolicyState } from './policy-state.ts';
import { prepare } from './prepare.ts';

/** For one call; who decides many for the same person keeps what `prepare` gives. `state` undefined: it could not be read. */
export function decide(person: Person, call: Call, state: PolicyState | undefined): Decision {
  return prepare(person, state).decide(call);
}
