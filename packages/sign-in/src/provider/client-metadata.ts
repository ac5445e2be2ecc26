/** A client in the words of OpenID Connect: https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata */
import type { AdapterPayload } from 'oidc-provider';
import type { Client } from '../clients/client.ts';

/** Our own additions to them. */
export const ownMetadata = ['charthouse_kind', 'charthouse_scopes', 'charthouse_account'];

export function clientMetadata(client: Client): AdapterPayload {
  const { id, name, kind, redirectUris, scopes, jwks, secretHash, account } = client;
  const isNative = redirectUris.some((uri) => !/^https?:/.test(uri));
  const identity = [
    'openid',
    'fhirUser',
    'profile',
    ...(scopes.split(' ').includes('offline_access') ? ['offline_access'] : []),
  ];
  return {
    client_id: id,
    client_name: name,
    charthouse_kind: kind,
    charthouse_scopes: scopes,
    ...(account !== undefined && { charthouse_account: account }),
    application_type: isNative ? 'native' : 'web',
    redirect_uris: [...redirectUris],
    ...(redirectUris.length > 0 && { post_logout_redirect_uris: [...redirectUris] }),
    scope: identity.join(' '),
    response_types: kind === 'service' ? [] : ['code'],
    grant_types: kind === 'service' ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    ...authenticationOf(client.jwks ? { jwks } : { secretHash }),
  };
}

function authenticationOf({ jwks, secretHash }: Pick<Client, 'jwks' | 'secretHash'>) {
  if (jwks) return { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [...jwks.keys] } } as const;
  // oidc-provider compares with the hash: `compareClientSecret` hashes what is sent
  if (secretHash) return { token_endpoint_auth_method: 'client_secret_basic', client_secret: secretHash } as const;
  return { token_endpoint_auth_method: 'none' } as const;
}
