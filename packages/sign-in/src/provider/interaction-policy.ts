/** When somebody is asked to sign in or to choose, besides what OpenID Connect says itself. */
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { type IdleParts, isIdle } from '../sessions/session-use.ts';
import { authenticationClasses } from './authentication-class.ts';

const { Check, base } = interactionPolicy;

export function interactionPolicyOf(parts: IdleParts): interactionPolicy.Prompt[] {
  const policy = base();
  policy.get('login')?.checks.add(
    new Check('idle', 'the session was not used for too long', 'login_required', async (ctx) => {
      const { session, result } = ctx.oidc;
      if (!session?.accountId || result?.login) return Check.NO_NEED_TO_PROMPT;
      return (await isIdle(parts, session.uid)) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  policy
    .get('login')
    ?.checks.add(
      new Check('second_factor', 'a second factor was asked for', 'login_required', (ctx) =>
        wantsTwoFactors(ctx) && ctx.oidc.session?.acr !== authenticationClasses.twoFactors && !ctx.oidc.result?.login
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  policy
    .get('consent')
    ?.checks.add(
      new Check('launch_context', 'the app is launched about somebody', 'interaction_required', (ctx) =>
        ctx.oidc.client?.charthouse_kind !== 'own' && hasContext(ctx) && !ctx.oidc.result?.consent
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

function wantsTwoFactors({ oidc }: KoaContextWithOIDC): boolean {
  return String(oidc.params?.acr_values ?? '')
    .split(' ')
    .includes(authenticationClasses.twoFactors);
}

/** A grant is about one patient: each launch asks anew. */
function hasContext({ oidc }: KoaContextWithOIDC): boolean {
  const scopes = String(oidc.params?.scope ?? '').split(' ');
  return scopes.some((scope) => scope === 'launch' || scope.startsWith('launch/') || scope.startsWith('patient/'));
}
