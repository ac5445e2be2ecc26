/** Who a request of the API comes from, or why it is turned away. https://www.rfc-editor.org/rfc/rfc6750#section-3 */
import { OutcomeError } from '@charthouse/fhir-model';
import type { Refused, SignIn } from '@charthouse/sign-in';
import { principalOf } from './find-patients.ts';

const reasons: Readonly<Record<Refused, string>> = {
  none: 'Sign in first: send a token as `Authorization: Bearer …`. /.well-known/smart-configuration says where tokens are given.',
  invalid: 'The token is not good: it expired, was taken back, or is for another server. Sign in again.',
  idle: 'The session was not used for too long and has ended. Sign in again.',
};

/** The door's principal. @throws OutcomeError 401 */
export function callerOf(signIn: SignIn) {
  return async (authorization: string | undefined, address: string) => {
    const found = await signIn.authenticate(authorization);
    if ('known' in found) return { ...principalOf(found.known), address };
    const { refused } = found;
    const challenge = refused === 'none' ? 'Bearer' : `Bearer error="invalid_token"`;
    throw new OutcomeError(401, [{ severity: 'error', code: 'login', diagnostics: reasons[refused] }], {
      'www-authenticate': challenge,
    });
  };
}
