/** Who a request of the API comes from, or why it is turned away. https://www.rfc-editor.org/rfc/rfc6750#section-3 */
import type { Principal } from '@charthouse/fhir-api';
import { OutcomeError, unavailable } from '@charthouse/fhir-model';
import type { Refused, SignIn } from '@charthouse/sign-in';
import type { PrincipalOf } from './principal.ts';

const reasons: Readonly<Record<Refused, string>> = {
  none: 'Sign in first: send a token as `Authorization: Bearer …`. /.well-known/smart-configuration says where tokens are given.',
  invalid: 'The token is not good: it expired, was taken back, or is for another server. Sign in again.',
  idle: 'The session was not used for too long and has ended. Sign in again.',
};

/** As they were last met at an address: the same object for the same caller. */
const known = new WeakMap<Principal, Principal>();

function at(address: string, principal: Principal): Principal {
  const last = known.get(principal);
  if (last?.address === address) return last;
  const here = { ...principal, address };
  known.set(principal, here);
  return here;
}

/** The door's principal. @throws OutcomeError 401, 503 when it cannot be read who they are or what they may */
export function callerOf(signIn: SignIn, principalOf: PrincipalOf, onFault: (error: unknown) => void) {
  const unreadable = (error: unknown): never => {
    onFault(error);
    throw unavailable('What you may do cannot be read now, so nothing is allowed. Try again shortly.');
  };
  return async (authorization: string | undefined, address: string) => {
    const found = await signIn.authenticate(authorization).catch(unreadable);
    if ('known' in found) return at(address, await principalOf(found.known).catch(unreadable));
    const { refused } = found;
    const challenge = refused === 'none' ? 'Bearer' : `Bearer error="invalid_token"`;
    throw new OutcomeError(401, [{ severity: 'error', code: 'login', diagnostics: reasons[refused] }], {
      'www-authenticate': challenge,
    });
  };
}
