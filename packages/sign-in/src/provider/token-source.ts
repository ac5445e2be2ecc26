/** Which scopes a request is about: on the token route they stand in what is exchanged, not in the request. */
import type { KoaContextWithOIDC } from 'oidc-provider';

export function requestedScope({ oidc }: KoaContextWithOIDC): string {
  const { AuthorizationCode: code, RefreshToken: refresh } = oidc.entities;
  const exchanged = oidc.route === 'token' ? (code ?? refresh)?.scope : undefined;
  return exchanged ?? String(oidc.params?.scope ?? '');
}
