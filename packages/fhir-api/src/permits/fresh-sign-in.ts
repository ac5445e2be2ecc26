/** Who signs, or breaks the glass, has just proved who they are: https://www.rfc-editor.org/rfc/rfc9470 */
import { OutcomeError } from '@charthouse/fhir-model';
import type { Principal } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import type { WriteCall } from '../writing/write-call.ts';
import { isSigned, maySign } from './signing-acts.ts';

type Parts = Pick<ApiParts, 'now'> & { readonly settings: Pick<ApiParts['settings'], 'freshSignIn'> };

/**
 * Services prove themselves with each token, and where nobody signs in nobody can be asked to.
 * @throws OutcomeError 401 with the challenge that sends an app to sign its person in anew
 */
export function requireFreshSignIn(principal: Principal, parts: Parts): void {
  if (isFresh(principal, parts)) return;
  const { settings } = parts;
  const diagnostics = `This is only done right after signing in: sign in again (max_age=${settings.freshSignIn}), then send it once more.`;
  throw new OutcomeError(401, [{ severity: 'error', code: 'login', diagnostics }], {
    'www-authenticate': `Bearer error="insufficient_user_authentication", error_description="A more recent sign-in is needed", max_age="${settings.freshSignIn}"`,
  });
}

/** @throws OutcomeError 401 when one of the writes may add a signature and its author did not just sign in */
export function refuseStaleSignatures(calls: readonly WriteCall[], principal: Principal, parts: Parts): void {
  if (!isFresh(principal, parts) && signs(calls)) requireFreshSignIn(principal, parts);
}

function isFresh({ kind, authenticated = 0 }: Principal, { now, settings }: Parts): boolean {
  const isPerson = kind === 'staff' || kind === 'patient';
  return !isPerson || now() - authenticated <= settings.freshSignIn * 1000;
}

/** Of a patch in XML it cannot be told from its text. */
function signs(calls: readonly WriteCall[]): boolean {
  return calls.some(({ type, resource, patch }) => {
    if (resource) return isSigned(resource);
    if (!patch || patch.format === 'meta') return false;
    return patch.format === 'xml' || maySign(type, JSON.stringify(patch));
  });
}
