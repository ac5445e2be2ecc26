/** What apps ask first: https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html */
import type { FastifyInstance } from 'fastify';
import type { SignInParts } from '../parts.ts';

const capabilities = [
  'launch-ehr',
  'launch-standalone',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'context-banner',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-standalone-patient',
  'context-standalone-encounter',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
  'sso-openid-connect',
];

function smartConfiguration(url: string): Record<string, unknown> {
  const auth = `${url}/auth`;
  return {
    issuer: auth,
    jwks_uri: `${auth}/jwks`,
    authorization_endpoint: `${auth}/authorize`,
    token_endpoint: `${auth}/token`,
    introspection_endpoint: `${auth}/token/introspection`,
    revocation_endpoint: `${auth}/token/revocation`,
    management_endpoint: `${auth}/account`,
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: [
      'openid',
      'fhirUser',
      'profile',
      'launch',
      'launch/patient',
      'launch/encounter',
      'offline_access',
      'online_access',
      'patient/*.cruds',
      'user/*.cruds',
      'system/*.cruds',
    ],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    capabilities,
  };
}

export function addSmartConfiguration(scope: FastifyInstance, { url, fhirBase }: SignInParts): void {
  const text = JSON.stringify(smartConfiguration(url));
  const paths = ['/.well-known/smart-configuration', `${new URL(fhirBase).pathname}/.well-known/smart-configuration`];
  for (const path of new Set(paths))
    scope.get(path, (_request, reply) => {
      reply
        .type('application/json')
        .headers({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' })
        .send(text);
    });
}
