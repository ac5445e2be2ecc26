/** Who a request of the API comes from, or why it is turned away. https://www.rfc-editor.org/rfc/rfc6750#section-3 */
import { OutcomeError, unavailable } from '@charthouse/fhir-model';
import type { Refused, SignIn } from '@charthouse/sign-in';
import type { PrincipalOf } from './principal.ts';

const reasons: Readonly<Record<Refused, string>> = {
  none: 'Sign in first: send a token as `Authorization: Bearer …`. /.well-known/smart-configuration says where tokens are given.',
  invalid: 'The token is not good: it expired, was taken back, or is for another server. Sign in again.',
  idle: 'The session was not used for too long and has ended. Sign in again.',
};

/** The door's principal. @throws OutcomeError 401, 503 when it cannot be read who they are or what they may */
export function callerOf(signIn: SignIn, principalOf: PrincipalOf, onFault: (error: unknown) => void) {
  const unreadable = (error: unknown): never => {
    onFault(error);
    throw unavailable('What you may do cannot be read now, so nothing is allowed. Try again shortly.');
  };
  return async (authorization: string | undefined, address: string) => {
    const found = await signIn.authenticate(authorization).catch(unreadable);
    if ('known' in found) return { ...(await principalOf(found.known).catch(unreadable)), address };
    const { refused } = found;
    const challenge = refused === 'none' ? 'Bearer' : `Bearer error="invalid_token"`;
    throw new OutcomeError(401, [{ severity: 'error', code: 'login', diagnostics: reasons[refused] }], {
      'www-authenticate': challenge,
    });
  };
}
