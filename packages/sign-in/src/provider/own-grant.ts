/** Parts of this product are not asked for consent: signing in grants them what they may ask for. */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';

export function grantOfOwnClient(fhirBase: string): NonNullable<Configuration['loadExistingGrant']> {
  return async (ctx: KoaContextWithOIDC) => {
    const { client, session, provider, result, params } = ctx.oidc;
    if (!client || !session?.accountId) return undefined;
    const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
    const grant = known ? await provider.Grant.find(known) : undefined;
    if (client.charthouse_kind !== 'own') return grant;
    const own = grant ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    const scope = String(params?.scope ?? '');
    own.addOIDCScope(scope);
    own.addResourceScope(fhirBase, scope);
    await own.save();
    return own;
  };
}
